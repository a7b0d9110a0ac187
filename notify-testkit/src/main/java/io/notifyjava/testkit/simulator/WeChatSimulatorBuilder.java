package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link WeChatSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class WeChatSimulatorBuilder extends SimulatorBuilder<WeChatSimulatorBuilder> {

  private static final int LONGEST_UPLOAD = 16 * 1024 * 1024;
  private static final String DEFAULT_APP_ID = "wx0123456789abcdef";
  private static final String DEFAULT_APP_SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> accounts = new LinkedHashMap<>();
  private final Map<String, AccountKind> kinds = new HashMap<>();
  private AccountKind defaultKind = AccountKind.SERVICE;
  private @Nullable Supplier<String> rids;
  private Predicate<String> closedWindows = openId -> false;
  private int urlLimit = 1024;
  private int textLimit = 2048;
  private int menuItemLimit = 10;
  private int menuTextLimit = 128;
  private Set<String> miniPrograms = Set.of();
  private Set<String> pages = Set.of();
  private boolean subscriptionMsgid;
  private boolean subscriptionReentry;
  private boolean consentNeeded;
  private boolean emojiAsTwo;
  private boolean windowsAddUp;
  private final Map<MediaType, Integer> mediaLimits = new EnumMap<>(MediaType.class);
  private boolean checkMediaFormat = true;
  private DuplicateReply duplicateReply = DuplicateReply.SAME_MSGID;
  private ReplyContentType contentType = ReplyContentType.JSON;

  WeChatSimulatorBuilder() {}

  @Override
  WeChatSimulatorBuilder self() {
    return this;
  }

  /**
   * Adds an account; default one, which {@link WeChatSimulator#appId()} and {@link
   * WeChatSimulator#appSecret()} tell. Accounts share people, windows and templates but neither
   * tokens nor quotas.
   */
  public WeChatSimulatorBuilder account(String appId, String appSecret) {
    if (appId.isBlank() || appSecret.isBlank()) {
      throw new IllegalArgumentException("an account needs an app id and an app secret");
    }
    accounts.put(appId, appSecret);
    return this;
  }

  /** Adds an account of this kind; see {@link #account(String, String)}. */
  public WeChatSimulatorBuilder account(String appId, String appSecret, AccountKind kind) {
    account(appId, appSecret);
    kinds.put(appId, requireNonNull(kind, "kind"));
    return this;
  }

  /** The kind of every account that was added without one; default {@link AccountKind#SERVICE}. */
  public WeChatSimulatorBuilder accountKind(AccountKind value) {
    this.defaultKind = requireNonNull(value, "kind");
    return this;
  }

  /** Where the {@code rid} of errors comes from; default time and random hex as the platform's. */
  public WeChatSimulatorBuilder rids(Supplier<String> value) {
    this.rids = requireNonNull(value, "rids");
    return this;
  }

  /** Closes the windows that the rule picks, such as a {@link ClosedShare}; default none. */
  public WeChatSimulatorBuilder closedWhen(Predicate<String> openId) {
    this.closedWindows = requireNonNull(openId, "openId");
    return this;
  }

  /**
   * Whether a window that is opened by name adds to the ones before, rather than taking their
   * place; default false. The vendor doesn't say how a person's actions combine.
   */
  public WeChatSimulatorBuilder windowsAddUp(boolean value) {
    this.windowsAddUp = value;
    return this;
  }

  /**
   * Longest link of a template message in bytes; default 1024, which the vendor states for other
   * calls only. Beyond it 40039.
   */
  public WeChatSimulatorBuilder urlLimit(int bytes) {
    this.urlLimit = positive(bytes, "urlLimit");
    return this;
  }

  /**
   * Longest text of a customer message in UTF-8 bytes; default 2048, which is commonly quoted but
   * not documented. Beyond it 45002.
   */
  public WeChatSimulatorBuilder textLimit(int bytes) {
    this.textLimit = positive(bytes, "textLimit");
    return this;
  }

  /** Mini programs bound to the account, others are 40013; default none named: any is bound. */
  public WeChatSimulatorBuilder miniPrograms(Set<String> appIds) {
    this.miniPrograms = Set.copyOf(appIds);
    return this;
  }

  /**
   * Pages of the mini programs, without queries, such as {@code pages/order}; others are 40165, or
   * 41030 in a subscription message; default none named: any exists.
   */
  public WeChatSimulatorBuilder pages(Set<String> paths) {
    this.pages = Set.copyOf(paths);
    return this;
  }

  /**
   * Most entries of a menu in a customer message, and the longest entry in UTF-8 bytes; default 10
   * and 128. The vendor publishes only the errors beyond them, 45098 and 45099.
   */
  public WeChatSimulatorBuilder menuLimits(int items, int textBytes) {
    this.menuItemLimit = positive(items, "menu items");
    this.menuTextLimit = positive(textBytes, "menu text bytes");
    return this;
  }

  /**
   * Whether subscribe/send and bizsend answer a {@code msgid}; default false, as the vendor's pages
   * have it. Clients were seen that read one.
   */
  public WeChatSimulatorBuilder subscriptionMsgid(boolean value) {
    this.subscriptionMsgid = value;
    return this;
  }

  /**
   * Whether bizsend heeds {@code client_msg_id} as template/send does; default false: the vendor
   * shows it in a sample and doesn't describe it.
   */
  public WeChatSimulatorBuilder subscriptionReentry(boolean value) {
    this.subscriptionReentry = value;
    return this;
  }

  /**
   * Whether people have to consent before any subscription message (43101); default false: only
   * those whose consents to the template were named.
   */
  public WeChatSimulatorBuilder consentNeeded(boolean value) {
    this.consentNeeded = value;
    return this;
  }

  /** Whether an emoji in a value counts as two characters; default false. Not documented. */
  public WeChatSimulatorBuilder emojiAsTwo(boolean value) {
    this.emojiAsTwo = value;
    return this;
  }

  /**
   * Largest upload of a kind in bytes, at most 16 MiB less the form around it; the default is
   * documented with each {@link MediaType}.
   */
  public WeChatSimulatorBuilder mediaLimit(MediaType type, int bytes) {
    mediaLimits.put(requireNonNull(type, "type"), positive(bytes, "mediaLimit"));
    return this;
  }

  /** Whether an upload must begin as a file of its kind does (40005); default true. */
  public WeChatSimulatorBuilder checkMediaFormat(boolean value) {
    this.checkMediaFormat = value;
    return this;
  }

  /** The answer to a suppressed duplicate; default {@link DuplicateReply#SAME_MSGID}. */
  public WeChatSimulatorBuilder duplicateReply(DuplicateReply value) {
    this.duplicateReply = requireNonNull(value, "duplicateReply");
    return this;
  }

  /** The content type of JSON answers; default {@link ReplyContentType#JSON}. */
  public WeChatSimulatorBuilder contentType(ReplyContentType value) {
    this.contentType = requireNonNull(value, "contentType");
    return this;
  }

  @Override
  public WeChatSimulator start() {
    Map<String, String> all = new LinkedHashMap<>(accounts);
    if (all.isEmpty()) {
      all.put(DEFAULT_APP_ID, DEFAULT_APP_SECRET);
    }
    SimulatorSettings settings =
        new SimulatorSettings(
            all,
            kindsOf(all.keySet()),
            clock,
            ticker,
            rids == null ? new RidSource(clock, seed) : rids,
            tokenLifetime,
            closedWindows,
            windowsAddUp,
            limits(),
            Map.copyOf(mediaLimits),
            checkMediaFormat,
            emojiAsTwo,
            contentType,
            watchDuplicates,
            recentRequests,
            controlEndpoints,
            seed);
    return new WeChatSimulator(settings, wire().bodyLimit(LONGEST_UPLOAD));
  }

  private Map<String, AccountKind> kindsOf(Set<String> appIds) {
    Map<String, AccountKind> all = new HashMap<>();
    appIds.forEach(appId -> all.put(appId, kinds.getOrDefault(appId, defaultKind)));
    return Map.copyOf(all);
  }

  private SendLimits limits() {
    return new SendLimits(
        urlLimit,
        textLimit,
        menuItemLimit,
        menuTextLimit,
        miniPrograms,
        pages,
        duplicateReply,
        subscriptionMsgid,
        subscriptionReentry,
        consentNeeded);
  }
}
