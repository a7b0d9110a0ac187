package io.notifyjava.testkit.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An official account or mini program behind the wire.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class Platform extends ScriptedPlatform {

  final TokenOffice tokens;
  final QuotaBook quotas;
  final WindowBook windows;
  final Recipients recipients = new Recipients();
  final DeliveryLedger ledger;
  final TemplateShelf templates = new TemplateShelf();
  final MediaShelf media;
  final StaffBook staff = new StaffBook();
  final ConsentBook consents;
  private final TypingRules typing;
  private final QuotaRules quotaRules;
  private final Map<String, AccountKind> kinds;
  private final Map<WeChatApi, ApiRule> rules;

  /** Longest body of every call but uploads; a front end refuses more. */
  private static final int MOST_JSON_BYTES = 1024 * 1024;

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
    this.windows =
        new WindowBook(settings.ticker(), settings.closedWindows(), settings.windowsAddUp());
    this.ledger =
        new DeliveryLedger(settings.ticker(), settings.watchDuplicates(), settings.seed());
    this.media = new MediaShelf(settings.ticker(), settings.seed());
    this.consents = new ConsentBook(settings.limits().consentNeeded());
    this.typing = new TypingRules(recipients, windows, settings.ticker());
    this.quotaRules = new QuotaRules(quotas, tokens, counters, settings.clock());
    this.kinds = settings.kinds();
    this.rules = rules(settings);
  }

  private Map<WeChatApi, ApiRule> rules(SimulatorSettings settings) {
    SendLimits limits = settings.limits();
    ValueRules values = ValueRules.standard().countingEmojiAsTwo(settings.emojiAsTwo());
    TemplateData data = new TemplateData(templates, values);
    TemplateRules template = new TemplateRules(recipients, ledger, templates, data, limits);
    SubscriptionRules subscription =
        new SubscriptionRules(recipients, ledger, templates, data, consents, limits);
    CustomerContent content = new CustomerContent(media, limits);
    CustomerRules customer = new CustomerRules(recipients, windows, ledger, content, staff, typing);
    MediaRules uploads =
        new MediaRules(
            media, settings.clock(), settings.mediaLimits(), settings.checkMediaFormat());
    RidRules rids = new RidRules(recent, tokens, settings.clock());
    Map<WeChatApi, ApiRule> all = new EnumMap<>(WeChatApi.class);
    all.put(WeChatApi.TEMPLATE, (call, caller) -> template.send(call));
    all.put(WeChatApi.TEMPLATE_LIST, (call, caller) -> templates.list());
    all.put(WeChatApi.CUSTOMER, customer::send);
    all.put(WeChatApi.TYPING, (call, caller) -> typing.answer(call));
    all.put(WeChatApi.SUBSCRIBE, (call, caller) -> subscription.send(call));
    all.put(WeChatApi.SERVICE_SUBSCRIBE, (call, caller) -> subscription.send(call));
    all.put(WeChatApi.ONE_TIME_SUBSCRIBE, (call, caller) -> subscription.sendOnce(call));
    all.put(WeChatApi.MEDIA_UPLOAD, (call, caller) -> uploads.upload(call));
    all.put(WeChatApi.CLEAR_QUOTA, quotaRules::clearAll);
    all.put(WeChatApi.QUOTA_CLEAR, quotaRules::clearOne);
    all.put(WeChatApi.QUOTA_GET, quotaRules::tell);
    all.put(WeChatApi.RID_GET, rids::answer);
    return all;
  }

  @Override
  int longestBody(SimulatedApi api) {
    return api == WeChatApi.MEDIA_UPLOAD ? Integer.MAX_VALUE : MOST_JSON_BYTES;
  }

  @Override
  SimulatorReply act(Call call) {
    WeChatApi api = (WeChatApi) call.api();
    boolean open = api.issuesToken() || api == WeChatApi.CLEAR_QUOTA_V2;
    return open ? withoutToken(call, api) : withToken(call, api);
  }

  private WeChatReply withoutToken(Call call, WeChatApi api) {
    quotas.charge(claimedAccount(call, api), api);
    return switch (api) {
      case TOKEN -> tokens.classic(call);
      case STABLE_TOKEN -> tokens.stable(call);
      default -> quotaRules.clearAllBySecret(call);
    };
  }

  /** The account that a call without a token says to be; empty if there is none such. */
  private String claimedAccount(Call call, WeChatApi api) {
    String appId =
        api == WeChatApi.STABLE_TOKEN
            ? call.json().path("appid").asText()
            : call.request().query().getOrDefault("appid", "");
    return kinds.containsKey(appId) ? appId : "";
  }

  private WeChatReply withToken(Call call, WeChatApi api) {
    String account = tokens.account(call.request().query().get("access_token"));
    AccountKind kind = kinds.getOrDefault(account, AccountKind.SERVICE);
    quotas.charge(account, api);
    Permissions.check(kind, api);
    return Objects.requireNonNull(rules.get(api)).answer(call, new Caller(account, kind));
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
        ledger.subscriptionDelivered(),
        ledger.duplicates(),
        ledger.suppressed(),
        connectionRules.connections(),
        counters.calls(WeChatApi.class),
        counters.errors());
  }

  @Override
  String orders() {
    return WeChatOrders.HELP;
  }

  @Override
  boolean arrange(String name, ControlOrder order) {
    return new WeChatOrders(this).carryOut(name, order);
  }

  @Override
  void clear() {
    tokens.clear();
    quotas.clear();
    windows.clear();
    recipients.clear();
    templates.clear();
    media.clear();
    staff.clear();
    consents.clear();
    typing.clear();
    quotaRules.clear();
    ledger.clear();
  }
}
