package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.Latency;
import io.notifyjava.testkit.wire.WireServer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link WeChatSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class WeChatSimulatorBuilder {

  private static final Duration LONGEST_LIFETIME = Duration.ofHours(2);
  private static final String DEFAULT_APP_ID = "wx0123456789abcdef";
  private static final String DEFAULT_APP_SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> accounts = new LinkedHashMap<>();
  private int port;
  private Latency latency = Latency.none();
  private @Nullable SSLContext tls;
  private Clock clock = Clock.systemUTC();
  private LongSupplier ticker = System::nanoTime;
  private @Nullable Supplier<String> rids;
  private Duration tokenLifetime = LONGEST_LIFETIME;
  private Predicate<String> closedWindows = openId -> false;
  private int urlLimit = 1024;
  private int textLimit = 2048;
  private Set<String> miniPrograms = Set.of();
  private DuplicateReply duplicateReply = DuplicateReply.SAME_MSGID;
  private ReplyContentType contentType = ReplyContentType.JSON;
  private boolean watchDuplicates = true;
  private int recentRequests = 256;
  private boolean controlEndpoints;
  private long seed = 1;

  WeChatSimulatorBuilder() {}

  /** The TCP port, 0 to 65535; default 0, any free one. */
  public WeChatSimulatorBuilder port(int value) {
    this.port = value;
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

  /** How long the platform thinks before each answer; default not at all. */
  public WeChatSimulatorBuilder latency(Latency value) {
    this.latency = requireNonNull(value, "latency");
    return this;
  }

  /** Serves HTTPS with this context's key; default plain HTTP. */
  public WeChatSimulatorBuilder tls(SSLContext value) {
    this.tls = requireNonNull(value, "tls");
    return this;
  }

  /** Wall time, for days, minutes and request ids; default the system's clock. */
  public WeChatSimulatorBuilder clock(Clock value) {
    this.clock = requireNonNull(value, "clock");
    return this;
  }

  /**
   * Elapsed nanoseconds from any origin, for lifetimes and windows; default {@link
   * System#nanoTime}. Latency and delays stay real time.
   */
  public WeChatSimulatorBuilder ticker(LongSupplier nanos) {
    this.ticker = requireNonNull(nanos, "ticker");
    return this;
  }

  /** Where the {@code rid} of errors comes from; default time and random hex as the platform's. */
  public WeChatSimulatorBuilder rids(Supplier<String> value) {
    this.rids = requireNonNull(value, "rids");
    return this;
  }

  /** How long tokens live, one second to 7200 s; default 7200 s. */
  public WeChatSimulatorBuilder tokenLifetime(Duration value) {
    this.tokenLifetime = checkedLifetime(value);
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

  /** Whether to notice messages that arrive twice, at 11 to 22 bytes for each; default true. */
  public WeChatSimulatorBuilder watchDuplicates(boolean value) {
    this.watchDuplicates = value;
    return this;
  }

  /** How many of the last calls {@link WeChatSimulator#recent()} keeps; default 256, 0 for none. */
  public WeChatSimulatorBuilder recentRequests(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "recentRequests is zero or more, but was " + value + "; use 0 to keep none");
    }
    this.recentRequests = value;
    return this;
  }

  /**
   * Whether {@code GET /_sim/counts}, {@code POST /_sim/kill-tokens} and {@code POST /_sim/reset}
   * are served too; default false.
   */
  public WeChatSimulatorBuilder controlEndpoints(boolean value) {
    this.controlEndpoints = value;
    return this;
  }

  /** Where token values, request ids and message ids start; default 1. */
  public WeChatSimulatorBuilder seed(long value) {
    this.seed = value;
    return this;
  }

  /**
   * Starts serving.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
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
    WireServer.Builder wire = WireServer.builder().port(port).latency(latency);
    return new WeChatSimulator(settings, tls == null ? wire : wire.tls(tls));
  }

  static Duration checkedLifetime(Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "a token lives between one second and 7200 s, but was given " + value);
    }
    return value;
  }

  private static int positive(int bytes, String name) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(name + " is above zero, but was " + bytes);
    }
    return bytes;
  }
}
