package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Huawei Cloud's short message service behind the wire.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class HuaweiSmsPlatform extends ScriptedPlatform {

  /** The vendor's page "Authentication": 12 MB. */
  private static final int MOST_BYTES = 12 * 1024 * 1024;

  private static final String TOO_MANY = "E200015";
  private static final String TOO_OFTEN = "E200041";
  private static final String ORDERS =
      """
      POST /_sim/status?number=N&status=CODE                    what becomes of a number, 000000 too
      """;

  private final HuaweiSmsDialect dialect;
  private final HuaweiSmsGate gate;
  private final HuaweiSmsTemplates templates;
  final HuaweiSmsLedger ledger;
  private final long seed;
  private final Map<String, String> statuses = new ConcurrentHashMap<>();

  HuaweiSmsPlatform(HuaweiSmsSettings settings) {
    this(settings, new HuaweiSmsDialect(settings.clock()));
  }

  private HuaweiSmsPlatform(HuaweiSmsSettings settings, HuaweiSmsDialect dialect) {
    super(List.of(HuaweiSmsApi.values()), dialect, settings.recentRequests());
    this.dialect = dialect;
    this.gate =
        new HuaweiSmsGate(
            settings.applications(), settings.choices(), settings.clock(), settings.ticker());
    this.templates = new HuaweiSmsTemplates(settings.templates(), settings.signs());
    this.ledger =
        new HuaweiSmsLedger(
            settings.ticker(), settings.watchDuplicates(), settings.choices().contentLimits());
    this.seed = settings.seed();
  }

  /** From now on this becomes of a number. */
  void status(String number, String status) {
    String key = HuaweiNumbers.plain(number);
    if (status.equals(HuaweiSmsErrors.SUCCESS)) {
      statuses.remove(key);
    } else {
      statuses.put(key, status);
    }
  }

  @Override
  int longestBody(SimulatedApi api) {
    return MOST_BYTES;
  }

  @Override
  SimulatorReply act(Call call) {
    gate.check(call.request());
    boolean form = call.api() == HuaweiSmsApi.SEND;
    checkType(call.request(), form ? "application/x-www-form-urlencoded" : "application/json");
    HuaweiSmsOrder order =
        form ? HuaweiSmsOrders.form(call.body()) : HuaweiSmsOrders.json(call.body());
    List<HuaweiSmsReply.Item> items = new ArrayList<>();
    boolean tooMany = order.numbers().size() > HuaweiNumbers.MOST;
    List<String> verdicts = order.contents().stream().map(templates::judge).toList();
    for (int i = 0; i < verdicts.size(); i++) {
      add(items, order.contents().get(i), tooMany ? TOO_MANY : verdicts.get(i));
    }
    return HuaweiSmsReply.of(order.from(), items);
  }

  private static void checkType(WireRequest request, String expected) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String parameters = end < 0 ? "" : type.substring(end + 1).strip();
    boolean utf8 = parameters.isEmpty() || parameters.equals("charset=utf-8");
    if (!utf8 || !(end < 0 ? type : type.substring(0, end)).strip().equals(expected)) {
      throw HuaweiSmsGate.refused("E000040");
    }
  }

  private void add(
      List<HuaweiSmsReply.Item> items, HuaweiSmsOrder.Content content, String verdict) {
    long text =
        Hash64.of(content.templateId() + content.values() + content.signature(), Hash64.mix(seed));
    for (String number : content.to()) {
      String status = status(number, text, verdict);
      items.add(new HuaweiSmsReply.Item(number, status, HuaweiSmsReply.msgId(seed, ledger.next())));
    }
  }

  private String status(String number, long text, String verdict) {
    String plain = HuaweiNumbers.plain(number);
    String decided = statuses.getOrDefault(plain, verdict);
    if (!decided.equals(HuaweiSmsErrors.SUCCESS)) {
      ledger.refused.increment();
      return decided;
    }
    return ledger.take(plain, text) ? HuaweiSmsErrors.SUCCESS : TOO_OFTEN;
  }

  @Override
  String orders() {
    return ORDERS;
  }

  @Override
  boolean arrange(String name, ControlOrder order) {
    if (!name.equals("status")) {
      return false;
    }
    status(order.text("number"), order.text("status"));
    return true;
  }

  @Override
  void adopt(SimulatorReply.HandedOut token) {
    // It hands out no tokens, so no script can either.
  }

  @Override
  void killTokens() {
    // There are none.
  }

  @Override
  HuaweiSmsCounts counts() {
    return new HuaweiSmsCounts(
        counters.calls(HuaweiSmsApi.class),
        ledger.accepted.sum(),
        ledger.refused.sum(),
        ledger.numbers(),
        ledger.duplicates.sum(),
        connectionRules.connections(),
        dialect.errors());
  }

  @Override
  void clear() {
    gate.clear();
    statuses.clear();
    ledger.clear();
    dialect.clear();
  }
}
