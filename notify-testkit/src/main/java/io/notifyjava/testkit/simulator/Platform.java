package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The platform behind the wire: scripts first, then its standard behaviour, and a note of each.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class Platform implements WireHandler {

  final TokenOffice tokens;
  final QuotaBook quotas;
  final WindowBook windows;
  final Recipients recipients = new Recipients();
  final DeliveryLedger ledger;
  final TemplateRules templates;
  final Rulebook rulebook = new Rulebook();
  final ConnectionRules connectionRules = new ConnectionRules();
  final RecentRequests recent;
  final CallCounters counters = new CallCounters();
  private final CustomerRules customers;
  private final Answers answers;

  Platform(SimulatorSettings settings) {
    this.tokens =
        new TokenOffice(
            settings.accounts(),
            settings.clock(),
            settings.ticker(),
            settings.tokenLifetime(),
            settings.seed());
    this.quotas = new QuotaBook(settings.clock());
    this.windows = new WindowBook(settings.ticker(), settings.closedWindows());
    this.ledger =
        new DeliveryLedger(settings.ticker(), settings.watchDuplicates(), settings.seed());
    this.templates = new TemplateRules(recipients, ledger, settings.limits());
    this.customers = new CustomerRules(recipients, windows, ledger, settings.limits());
    this.recent = new RecentRequests(settings.recentRequests());
    this.answers = new Answers(settings.rids(), settings.contentType(), counters, tokens);
  }

  @Override
  public WireReply handle(WireRequest request) {
    Optional<WeChatApi> api = WeChatApi.ofPath(request.path());
    return api.isPresent() ? answer(new Call(api.get(), request)) : unknownPath();
  }

  private WireReply answer(Call call) {
    counters.call(call.api());
    long number = recent.nextNumber();
    Supplier<WeChatReply> standard = () -> standard(call);
    Optional<RuleAction> script = rulebook.claim(call);
    WireReply reply =
        script.isPresent()
            ? script.get().play(call, answers, standard)
            : answers.render(standard.get());
    recent.add(new SeenRequest(number, call.api(), call.request(), reply));
    return reply;
  }

  private WeChatReply standard(Call call) {
    try {
      checkTransport(call);
      return call.api().issuesToken() ? issueToken(call) : send(call);
    } catch (Refused refused) {
      return refused.reply();
    }
  }

  private static void checkTransport(Call call) {
    WireRequest request = call.request();
    if (!request.method().equals(call.api().method())) {
      throw new Refused(call.api().method().equals("POST") ? 43002 : 43001);
    }
    String encoding = request.header("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new Refused(40221);
    }
  }

  private WeChatReply issueToken(Call call) {
    quotas.charge("", call.api());
    return call.api() == WeChatApi.TOKEN ? tokens.classic(call) : tokens.stable(call);
  }

  private WeChatReply send(Call call) {
    Map<String, String> query = call.request().query();
    String account = tokens.account(query.get("access_token"));
    quotas.charge(account, call.api());
    return call.api() == WeChatApi.TEMPLATE ? templates.send(call) : customers.send(call);
  }

  private static WireReply unknownPath() {
    StringBuilder text = new StringBuilder("the simulator knows these paths only:");
    for (WeChatApi api : WeChatApi.values()) {
      text.append(' ').append(api.path());
    }
    return WireReply.builder()
        .status(404)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text.append('\n').toString())
        .build();
  }

  SimulatorCounts counts() {
    long tokenCalls = counters.calls(WeChatApi.TOKEN) + counters.calls(WeChatApi.STABLE_TOKEN);
    return new SimulatorCounts(
        tokenCalls,
        counters.calls(WeChatApi.CUSTOMER),
        counters.calls(WeChatApi.TEMPLATE),
        ledger.customerDelivered(),
        ledger.templateDelivered(),
        ledger.duplicates(),
        ledger.suppressed(),
        connectionRules.connections(),
        counters.errors());
  }

  /** Back to how it was built: no scripts, no state, no counts; tokens are forgotten too. */
  void reset() {
    rulebook.clear();
    connectionRules.clear();
    connectionRules.resetConnections();
    tokens.clear();
    quotas.clear();
    windows.clear();
    recipients.clear();
    templates.clear();
    ledger.clear();
    counters.clear();
    recent.clear();
  }
}
