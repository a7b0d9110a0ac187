package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets an {@link AliyunSmsSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class AliyunSmsSimulatorBuilder extends SimulatorBuilder<AliyunSmsSimulatorBuilder> {

  private static final AliyunSmsKey DEFAULT_KEY =
      new AliyunSmsKey("LTAI5tSimulatedKeyOfATest", "simulatedSecretOfATest01234567", null);
  private static final int BODY_LIMIT = 2 * 1024 * 1024;

  private final List<AliyunSmsKey> keys = new ArrayList<>();
  private final Set<String> signs = new LinkedHashSet<>();
  private final Map<String, AliyunSmsTemplate> templates = new LinkedHashMap<>();
  private int longestValue = 35;
  private boolean limits = true;
  private int callsPerSecond;
  private Duration detailsDelay = Duration.ZERO;

  AliyunSmsSimulatorBuilder() {}

  @Override
  AliyunSmsSimulatorBuilder self() {
    return this;
  }

  /** Adds a lasting access key; default one, which {@link AliyunSmsSimulator} tells. */
  public AliyunSmsSimulatorBuilder accessKey(String id, String secret) {
    return key(id, secret, null);
  }

  /** Adds an access key of STS, which is good only together with its token. */
  public AliyunSmsSimulatorBuilder stsKey(String id, String secret, String token) {
    return key(id, secret, requireNonNull(token, "token"));
  }

  private AliyunSmsSimulatorBuilder key(String id, String secret, @Nullable String token) {
    if (id.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("an access key needs an id and a secret, both not blank");
    }
    keys.add(new AliyunSmsKey(id, secret, token));
    return this;
  }

  /** Adds an approved sign, without brackets; default none named: any is approved. */
  public AliyunSmsSimulatorBuilder sign(String name) {
    signs.add(requireNonNull(name, "name"));
    return this;
  }

  /**
   * Adds an approved template for notices; default none named: any code of the form {@code SMS_}
   * and digits is approved, with any values.
   *
   * @param code such as {@code SMS_0001}
   * @param text with {@code ${name}} for values, all of which a message must have
   */
  public AliyunSmsSimulatorBuilder template(String code, String text) {
    templates.put(code, new AliyunSmsTemplate(AliyunSmsTemplate.Kind.NOTICE, text));
    return this;
  }

  /**
   * Adds an approved template for verification codes: values of 4 to 6 letters and digits, and a
   * number hears of a sign once a minute, five times an hour and ten times a day.
   */
  public AliyunSmsSimulatorBuilder codeTemplate(String code, String text) {
    templates.put(code, new AliyunSmsTemplate(AliyunSmsTemplate.Kind.CODE, text));
    return this;
  }

  /** Longest value in characters, above zero; default 35, which the vendor lifts on request. */
  public AliyunSmsSimulatorBuilder longestValue(int characters) {
    this.longestValue = positive(characters, "longestValue");
    return this;
  }

  /**
   * Whether one number can have too many messages, as {@link #codeTemplate} says, and 50 notices of
   * a sign and template a day; default true. Switch it off for load with few numbers.
   */
  public AliyunSmsSimulatorBuilder limits(boolean value) {
    this.limits = value;
    return this;
  }

  /**
   * How many calls a second pass; then {@code Throttling.User} for a second. Default 0, no limit;
   * the vendor's is 5,000.
   */
  public AliyunSmsSimulatorBuilder callsPerSecond(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "callsPerSecond is zero or more, but was " + value + "; use 0 for no limit");
    }
    this.callsPerSecond = value;
    return this;
  }

  /**
   * How long after it was accepted a message cannot be asked about yet; default not at all, though
   * the real service takes its time.
   */
  public AliyunSmsSimulatorBuilder detailsDelay(Duration value) {
    this.detailsDelay = requireNonNull(value, "detailsDelay");
    return this;
  }

  @Override
  public AliyunSmsSimulator start() {
    AliyunSmsSettings settings =
        new AliyunSmsSettings(
            keys.isEmpty() ? List.of(DEFAULT_KEY) : List.copyOf(keys),
            Set.copyOf(signs),
            Map.copyOf(templates),
            longestValue,
            limits,
            callsPerSecond,
            detailsDelay,
            clock,
            ticker,
            watchDuplicates,
            recentRequests,
            controlEndpoints,
            seed);
    return new AliyunSmsSimulator(settings, wire().bodyLimit(BODY_LIMIT));
  }
}
