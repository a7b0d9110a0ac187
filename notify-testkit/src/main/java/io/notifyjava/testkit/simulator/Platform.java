package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
  final TemplateShelf templates = new TemplateShelf();
  final MediaShelf media;
  final StaffBook staff = new StaffBook();
  final ConsentBook consents;
  final Rulebook rulebook = new Rulebook();
  final ConnectionRules connectionRules = new ConnectionRules();
  final RecentRequests recent;
  final CallCounters counters = new CallCounters();
  private final TypingRules typing;
  private final QuotaRules quotaRules;
  private final Map<String, AccountKind> kinds;
  private final Map<WeChatApi, ApiRule> rules;
  private final Answers answers;

  /** Longest body of every call but uploads; a front end refuses more. */
  private static final int MOST_JSON_BYTES = 1024 * 1024;

  Platform(SimulatorSettings settings) {
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
    this.recent = new RecentRequests(settings.recentRequests());
    this.kinds = settings.kinds();
    this.rules = rules(settings);
    this.answers = new Answers(settings.rids(), settings.contentType(), counters, tokens);
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
  public WireReply handle(WireRequest request) {
    Optional<WeChatApi> api = WeChatApi.ofPath(request.path());
    if (api.isEmpty()) {
      return unknownPath();
    }
    boolean tooLong = request.bodyLength() > MOST_JSON_BYTES;
    return tooLong && api.get() != WeChatApi.MEDIA_UPLOAD
        ? frontEnd(413, "the body is longer than the limit of " + MOST_JSON_BYTES + " bytes\n")
        : answer(new Call(api.get(), request));
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
      boolean open = call.api().issuesToken() || call.api() == WeChatApi.CLEAR_QUOTA_V2;
      return open ? withoutToken(call) : withToken(call);
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

  private WeChatReply withoutToken(Call call) {
    quotas.charge("", call.api());
    return switch (call.api()) {
      case TOKEN -> tokens.classic(call);
      case STABLE_TOKEN -> tokens.stable(call);
      default -> quotaRules.clearAllBySecret(call);
    };
  }

  private WeChatReply withToken(Call call) {
    String account = tokens.account(call.request().query().get("access_token"));
    AccountKind kind = kinds.getOrDefault(account, AccountKind.SERVICE);
    quotas.charge(account, call.api());
    Permissions.check(kind, call.api());
    return Objects.requireNonNull(rules.get(call.api())).answer(call, new Caller(account, kind));
  }

  private static WireReply unknownPath() {
    StringBuilder text = new StringBuilder("the simulator knows these paths only:");
    for (WeChatApi api : WeChatApi.values()) {
      text.append(' ').append(api.path());
    }
    return frontEnd(404, text.append('\n').toString());
  }

  private static WireReply frontEnd(int status, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text)
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
        ledger.subscriptionDelivered(),
        ledger.duplicates(),
        ledger.suppressed(),
        connectionRules.connections(),
        counters.calls(),
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
    media.clear();
    staff.clear();
    consents.clear();
    typing.clear();
    quotaRules.clear();
    ledger.clear();
    counters.clear();
    recent.clear();
  }
}
