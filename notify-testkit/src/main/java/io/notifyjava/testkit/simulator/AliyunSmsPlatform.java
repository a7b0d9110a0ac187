package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Aliyun's short-message service behind the wire: gateway, rules, ledger.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class AliyunSmsPlatform extends ScriptedPlatform {

  /** Numbers and values of the longest call fit many times over. */
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private static final String ORDERS =
      """
      POST /_sim/poison?number=N&code=CODE                      refuses every call with this number
      """;

  final AliyunSmsGateway gateway;
  final AliyunSmsRules rules;
  final AliyunSmsLedger ledger;
  private final AliyunSmsDetails details;
  private final AliyunSmsDialect dialect;
  private final AtomicLong bizIds;
  private final Clock clock;
  private final Frequency calls;
  private final long seed;

  AliyunSmsPlatform(AliyunSmsSettings settings) {
    this(settings, new AliyunSmsDialect(settings.seed()));
  }

  private AliyunSmsPlatform(AliyunSmsSettings settings, AliyunSmsDialect dialect) {
    super(List.of(AliyunSmsApi.values()), dialect, settings.recentRequests());
    this.dialect = dialect;
    this.clock = settings.clock();
    this.seed = settings.seed();
    this.bizIds = new AtomicLong(seed);
    this.gateway = new AliyunSmsGateway(settings.keys(), settings.clock(), settings.ticker());
    this.rules = new AliyunSmsRules(settings);
    this.ledger = new AliyunSmsLedger(settings.watchDuplicates());
    this.details = new AliyunSmsDetails(ledger, settings.clock(), settings.detailsDelay());
    Duration second = Duration.ofSeconds(1);
    long most = settings.callsPerSecond() == 0 ? Long.MAX_VALUE : settings.callsPerSecond();
    this.calls = new Frequency(settings.ticker(), most, second, second);
  }

  /** One path for all: the action tells. */
  @Override
  @Nullable SimulatedApi api(WireRequest request) {
    return request.path().equals("/") ? AliyunSmsApi.of(AliyunSmsGateway.action(request)) : null;
  }

  @Override
  void checkTransport(Call call) {
    String method = call.request().method();
    if (!method.equals("POST") && !method.equals("GET")) {
      throw AliyunSmsForm.refused("InvalidAction.NotFound");
    }
  }

  @Override
  SimulatorReply act(Call call) {
    SortedMap<String, String> parameters = gateway.enter(call.request());
    if (!calls.admit()) {
      throw AliyunSmsForm.refused("Throttling.User");
    }
    return switch ((AliyunSmsApi) call.api()) {
      case SEND -> send(AliyunSmsOrder.one(parameters));
      case SEND_BATCH -> send(AliyunSmsOrder.many(parameters));
      case QUERY -> details.tell(parameters);
      case OTHER -> throw AliyunSmsForm.refused("InvalidAction.NotFound");
    };
  }

  private AliyunSmsReply send(AliyunSmsOrder order) {
    rules.check(order);
    long number = bizIds.incrementAndGet();
    String bizId = "%d^0".formatted(900_619_746_936_000_000L + number);
    AliyunSmsLedger.Batch batch =
        new AliyunSmsLedger.Batch(bizId, order.outId(), order.template(), clock.instant());
    for (AliyunSmsOrder.Item item : order.items()) {
      AliyunSmsOrder.Item plain =
          new AliyunSmsOrder.Item(
              AliyunSmsRules.plain(item.number()),
              item.sign(),
              item.values(),
              item.named(),
              item.extendCode());
      ledger.accept(plain, order.template(), batch);
    }
    return AliyunSmsReply.accepted(bizId);
  }

  @Override
  int longestBody(SimulatedApi api) {
    return MOST_BYTES;
  }

  @Override
  String orders() {
    return ORDERS;
  }

  @Override
  boolean arrange(String name, ControlOrder order) {
    if (!name.equals("poison")) {
      return false;
    }
    rules.poison(order.text("number"), order.text("code"));
    return true;
  }

  @Override
  void adopt(SimulatorReply.HandedOut token) {
    // No answer of this platform hands one out.
  }

  @Override
  void killTokens() {
    // There are none.
  }

  @Override
  AliyunSmsCounts counts() {
    return new AliyunSmsCounts(
        counters.calls(AliyunSmsApi.class),
        ledger.accepted.sum(),
        ledger.duplicates.sum(),
        connectionRules.connections(),
        dialect.errors());
  }

  @Override
  void clear() {
    gateway.clear();
    rules.clear();
    ledger.clear();
    dialect.clear();
    bizIds.set(seed);
  }
}
