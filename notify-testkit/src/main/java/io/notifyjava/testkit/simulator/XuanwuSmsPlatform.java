package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.simulator.XuanwuSmsLedger.Sms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Xuanwu behind the wire: accounts, two interfaces, and what reached whom.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class XuanwuSmsPlatform extends ScriptedPlatform {

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  final Map<String, XuanwuSmsAccount> accounts;
  final XuanwuSmsLedger ledger;
  private final XuanwuSmsCgi cgi;
  private final XuanwuSmsMos mos;
  private final XuanwuSmsChoices choices;
  private final AtomicLong sequence;

  XuanwuSmsPlatform(XuanwuSmsSettings settings) {
    super(List.of(XuanwuSmsApi.values()), new XuanwuSmsDialect(), settings.recentRequests());
    Map<String, XuanwuSmsAccount> all = new LinkedHashMap<>();
    settings
        .accounts()
        .forEach((name, password) -> all.put(name, new XuanwuSmsAccount(name, password)));
    this.accounts = Collections.unmodifiableMap(all);
    this.choices = settings.choices();
    this.cgi = new XuanwuSmsCgi(accounts, choices);
    this.mos = new XuanwuSmsMos(accounts, choices);
    this.ledger = new XuanwuSmsLedger(settings.watchDuplicates());
    this.sequence = new AtomicLong(settings.seed());
  }

  @Override
  int longestBody(SimulatedApi api) {
    return MOST_BYTES;
  }

  /** The interfaces judge methods themselves: cgi-bin takes two, MOS REST has a code for them. */
  @Override
  void checkTransport(Call call) {
    String method = call.request().method();
    if (call.api() == XuanwuSmsApi.CGI && !method.equals("GET") && !method.equals("POST")) {
      throw XuanwuSmsForm.bad();
    }
  }

  @Override
  SimulatorReply act(Call call) {
    if (call.api() == XuanwuSmsApi.CGI) {
      take(cgi.judge(call), XuanwuSmsReply.cgi(-12));
      return XuanwuSmsReply.cgi(0);
    }
    try {
      take(mos.judge(call), XuanwuSmsReply.mos(-12));
    } catch (Refused refused) {
      throw choices.numericCode() ? numeric(refused) : refused;
    }
    UUID uuid = new UUID(Hash64.mix(sequence.incrementAndGet()), Hash64.mix(sequence.get()));
    return XuanwuSmsReply.json(0, "success", uuid.toString(), !choices.numericCode());
  }

  private static Refused numeric(Refused refused) {
    int code = refused.errcode();
    return new Refused(XuanwuSmsReply.json(code, XuanwuSmsErrors.text(code), null, false));
  }

  private void take(XuanwuSmsCgi.Order order, XuanwuSmsReply otherwise) {
    if (!order.account().pay(order.all().stream().mapToLong(Sms::parts).sum())) {
      throw new Refused(otherwise);
    }
    ledger.deliver(order.all());
  }

  /** Xuanwu has no tokens. */
  @Override
  void adopt(SimulatorReply.HandedOut token) {}

  /** Xuanwu has no tokens. */
  @Override
  void killTokens() {}

  @Override
  XuanwuSmsCounts counts() {
    return new XuanwuSmsCounts(
        counters.calls(XuanwuSmsApi.class),
        ledger.messages(),
        ledger.parts(),
        ledger.numbers(),
        ledger.duplicates(),
        connectionRules.connections(),
        counters.errors());
  }

  @Override
  void clear() {
    accounts.values().forEach(XuanwuSmsAccount::isWell);
    ledger.clear();
  }
}
