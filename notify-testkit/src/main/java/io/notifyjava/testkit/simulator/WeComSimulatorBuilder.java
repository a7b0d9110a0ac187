package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets a {@link WeComSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class WeComSimulatorBuilder extends SimulatorBuilder<WeComSimulatorBuilder> {

  /** The largest file is 20 MB; its form needs a little more. */
  private static final int BODY_LIMIT = 21 * 1024 * 1024;

  private static final long DEFAULT_AGENT = 1_000_002;
  private static final String DEFAULT_SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final String DEFAULT_ROBOT = "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa";
  private static final Set<Integer> MISSING_RECIPIENTS = Set.of(81013, 82001, 40063);

  private final Map<Long, String> applications = new LinkedHashMap<>();
  private final Set<String> foreignSecrets = new LinkedHashSet<>();
  private final Set<String> robots = new LinkedHashSet<>();
  private String corpId = "ww0123456789abcdef";
  private String callerIp = "127.0.0.1";
  private @Nullable Supplier<String> hints;
  private int expiredToken = 40014;
  private int missingRecipients = 81013;
  private RecipientLists recipientLists = RecipientLists.JOINED;
  private WeComDuplicateReply duplicateReply = WeComDuplicateReply.SAME_MSGID;
  private int robotTextLimit = 2048;
  private Set<String> miniPrograms = Set.of();
  private boolean refuseEscapes;
  private boolean memberLimits = true;
  private int tokenErrors = 2000;
  private long callsPerMinute;
  private long callsPerHour;
  private long personTimesPerDay;
  private int concurrentCalls;

  WeComSimulatorBuilder() {}

  @Override
  WeComSimulatorBuilder self() {
    return this;
  }

  /** The corporation's id; default {@code ww0123456789abcdef}. */
  public WeComSimulatorBuilder corpId(String value) {
    this.corpId = notBlank(value, "a corporation needs an id");
    return this;
  }

  /**
   * Adds an application; default one, which {@link WeComSimulator#application()} tells.
   *
   * @param agentId above zero
   * @param secret no other application's
   */
  public WeComSimulatorBuilder application(long agentId, String secret) {
    if (agentId <= 0) {
      throw new IllegalArgumentException("an agentid is above zero, but was " + agentId);
    }
    notBlank(secret, "an application needs a secret");
    if (applications.containsValue(secret)) {
      throw new IllegalArgumentException(
          "two applications can't have one secret; give application " + agentId + " its own");
    }
    applications.put(agentId, secret);
    return this;
  }

  /** Adds a secret that belongs to another corporation: 40091 when it is used. */
  public WeComSimulatorBuilder foreignSecret(String secret) {
    foreignSecrets.add(notBlank(secret, "a foreign secret must not be blank"));
    return this;
  }

  /** Adds a group robot; default one, which {@link WeComSimulator#robot()} tells. */
  public WeComSimulatorBuilder robot(String key) {
    robots.add(notBlank(key, "a robot needs a key"));
    return this;
  }

  /** The address from which calls seem to come, as error texts tell it; default 127.0.0.1. */
  public WeComSimulatorBuilder callerIp(String value) {
    this.callerIp = notBlank(value, "a caller needs an address");
    return this;
  }

  /** Where the {@code hint} of errors comes from; default time and digits as the platform's. */
  public WeComSimulatorBuilder hints(Supplier<String> value) {
    this.hints = requireNonNull(value, "hints");
    return this;
  }

  /**
   * The error for a token whose time is over, 40014 or 42001; default 40014, today's usual answer.
   * Killed and unknown tokens are always 40014.
   */
  public WeComSimulatorBuilder expiredToken(int errcode) {
    if (errcode != 40014 && errcode != 42001) {
      throw new IllegalArgumentException(
          "an expired token is 40014 or 42001, but was given " + errcode);
    }
    this.expiredToken = errcode;
    return this;
  }

  /** The error for a message to nobody, 81013, 82001 or 40063; default 81013. Not documented. */
  public WeComSimulatorBuilder missingRecipients(int errcode) {
    if (!MISSING_RECIPIENTS.contains(errcode)) {
      throw new IllegalArgumentException(
          "a message to nobody is 81013, 82001 or 40063, but was given " + errcode);
    }
    this.missingRecipients = errcode;
    return this;
  }

  /** How unreached recipients are told; default {@link RecipientLists#JOINED}. */
  public WeComSimulatorBuilder recipientLists(RecipientLists value) {
    this.recipientLists = requireNonNull(value, "recipientLists");
    return this;
  }

  /** The answer to a suppressed duplicate; default {@link WeComDuplicateReply#SAME_MSGID}. */
  public WeComSimulatorBuilder duplicateReply(WeComDuplicateReply value) {
    this.duplicateReply = requireNonNull(value, "duplicateReply");
    return this;
  }

  /**
   * Longest text of a robot in UTF-8 bytes; default 2048 as documented, though 5120 was observed.
   * Beyond it 40058.
   */
  public WeComSimulatorBuilder robotTextLimit(int bytes) {
    this.robotTextLimit = positive(bytes, "robotTextLimit");
    return this;
  }

  /** Mini programs linked to the applications; default none named: any is linked. */
  public WeComSimulatorBuilder miniPrograms(Set<String> appIds) {
    this.miniPrograms = Set.copyOf(appIds);
    return this;
  }

  /**
   * Whether letters outside ASCII that are written as escapes are refused with 40033, which the
   * vendor's table of errors still lists; default false, because they are widely sent and read.
   */
  public WeComSimulatorBuilder refuseEscapes(boolean value) {
    this.refuseEscapes = value;
    return this;
  }

  /**
   * Whether a member gets at most 30 messages a minute and 1000 an hour from an application, and
   * the rest is dropped without a word; default true. Switch it off for load with few people.
   */
  public WeComSimulatorBuilder memberLimits(boolean value) {
    this.memberLimits = value;
    return this;
  }

  /**
   * How many wrong token calls an hour block the caller for an hour with 45009, above zero; default
   * 2000.
   */
  public WeComSimulatorBuilder tokenErrors(int value) {
    this.tokenErrors = positive(value, "tokenErrors");
    return this;
  }

  /**
   * How many calls of one kind the corporation may make; then 45009 for a minute or an hour.
   * Default no limit; the vendor's are 10,000 and 150,000 and don't count sends.
   *
   * @param perMinute above zero, or 0 for no limit
   * @param perHour above zero, or 0 for no limit
   */
  public WeComSimulatorBuilder callLimits(long perMinute, long perHour) {
    this.callsPerMinute = notNegative(perMinute, "perMinute");
    this.callsPerHour = notNegative(perHour, "perHour");
    return this;
  }

  /**
   * How many person-times an application may write to in a day in Beijing; then 45009. Default 0,
   * no limit; the vendor's is 200 times the number of accounts, its error is not documented.
   */
  public WeComSimulatorBuilder personTimesPerDay(long value) {
    this.personTimesPerDay = notNegative(value, "personTimesPerDay");
    return this;
  }

  /**
   * How many calls may be under way at the same time; then 45033. Default 0, no limit; the vendor's
   * is not published. A call lasts until its answer is written, the latency included.
   */
  public WeComSimulatorBuilder concurrentCalls(int value) {
    this.concurrentCalls = (int) notNegative(value, "concurrentCalls");
    return this;
  }

  @Override
  public WeComSimulator start() {
    Map<Long, String> apps = new LinkedHashMap<>(applications);
    if (apps.isEmpty()) {
      apps.put(DEFAULT_AGENT, DEFAULT_SECRET);
    }
    Set<String> keys = new LinkedHashSet<>(robots);
    if (keys.isEmpty()) {
      keys.add(DEFAULT_ROBOT);
    }
    WeComSettings settings =
        new WeComSettings(
            corpId,
            apps,
            Set.copyOf(foreignSecrets),
            keys,
            clock,
            ticker,
            hints == null ? new HintSource(clock, seed) : hints,
            callerIp,
            tokenLifetime,
            choices(),
            watchDuplicates,
            recentRequests,
            controlEndpoints,
            seed);
    return new WeComSimulator(settings, wire().bodyLimit(BODY_LIMIT));
  }

  private WeComChoices choices() {
    return new WeComChoices(
        expiredToken,
        missingRecipients,
        recipientLists,
        duplicateReply,
        robotTextLimit,
        miniPrograms,
        refuseEscapes,
        memberLimits,
        tokenErrors,
        callsPerMinute,
        callsPerHour,
        personTimesPerDay,
        concurrentCalls);
  }

  private static String notBlank(String value, String otherwise) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(otherwise + ", but it was blank");
    }
    return value;
  }

  private static long notNegative(long value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(
          name + " is zero or more, but was " + value + "; use 0 for no limit");
    }
    return value;
  }
}
