package io.notifyjava.testkit.simulator;

import java.util.List;
import java.util.Map;

/**
 * An official account behind the wire: tokens, template messages and customer-service messages.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class Platform extends ScriptedPlatform {

  final TokenOffice tokens;
  final QuotaBook quotas;
  final WindowBook windows;
  final Recipients recipients = new Recipients();
  final DeliveryLedger ledger;
  final TemplateRules templates;
  private final CustomerRules customers;

  Platform(SimulatorSettings settings) {
    super(
        List.of(WeChatApi.values()),
        new WeChatDialect(settings.rids(), settings.contentType()),
        settings.recentRequests());
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
  }

  @Override
  SimulatorReply act(Call call) {
    return call.api().issuesToken() ? issueToken(call) : send(call);
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

  @Override
  void adopt(SimulatorReply.HandedOut token) {
    tokens.adopt(token.value(), token.expiresIn());
  }

  @Override
  void killTokens() {
    tokens.killAll();
  }

  @Override
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

  @Override
  void clear() {
    tokens.clear();
    quotas.clear();
    windows.clear();
    recipients.clear();
    templates.clear();
    ledger.clear();
  }
}
