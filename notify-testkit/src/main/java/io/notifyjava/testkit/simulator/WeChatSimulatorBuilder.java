package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

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

  private static final String DEFAULT_APP_ID = "wx0123456789abcdef";
  private static final String DEFAULT_APP_SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> accounts = new LinkedHashMap<>();
  private @Nullable Supplier<String> rids;
  private Predicate<String> closedWindows = openId -> false;
  private int urlLimit = 1024;
  private int textLimit = 2048;
  private Set<String> miniPrograms = Set.of();
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
            clock,
            ticker,
            rids == null ? new RidSource(clock, seed) : rids,
            tokenLifetime,
            closedWindows,
            new SendLimits(urlLimit, textLimit, miniPrograms, duplicateReply),
            contentType,
            watchDuplicates,
            recentRequests,
            controlEndpoints,
            seed);
    return new WeChatSimulator(settings, wire());
  }
}
