package io.notifyjava.testkit.simulator;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets a {@link HuaweiSmsSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class HuaweiSmsSimulatorBuilder extends SimulatorBuilder<HuaweiSmsSimulatorBuilder> {

  /** A little more than the service takes, so that it can refuse. */
  private static final int BODY_LIMIT = 13 * 1024 * 1024;

  private static final String DEFAULT_KEY = "c8RWg3ggEcyd4D3p94bf3Y7x1Ile";
  private static final String DEFAULT_SECRET = "q4Ii87BhST9vcs8wvrzN80SfD7Al";

  private final Map<String, String> applications = new LinkedHashMap<>();
  private final Map<String, HuaweiSmsTemplates.Entry> templates = new LinkedHashMap<>();
  private final Set<String> signs = new LinkedHashSet<>();
  private Set<HuaweiWsseDigest> digests = EnumSet.allOf(HuaweiWsseDigest.class);
  private boolean checkNonces = true;
  private boolean contentLimits = true;

  HuaweiSmsSimulatorBuilder() {}

  @Override
  HuaweiSmsSimulatorBuilder self() {
    return this;
  }

  /**
   * Adds an application; default one, which {@link HuaweiSmsSimulator#appKey()} and {@link
   * HuaweiSmsSimulator#appSecret()} tell.
   */
  public HuaweiSmsSimulatorBuilder application(String appKey, String appSecret) {
    applications.put(notBlank(appKey, "appKey"), notBlank(appSecret, "appSecret"));
    return this;
  }

  /**
   * Adds an approved template. Once there is one, numbers of others get E200030; default none, and
   * any will do.
   *
   * @param variables what its variables take, in their order
   */
  public HuaweiSmsSimulatorBuilder template(String templateId, HuaweiVariable... variables) {
    return template(templateId, false, variables);
  }

  /** As {@link #template}, and calls must say under which sign it goes out. */
  public HuaweiSmsSimulatorBuilder universalTemplate(
      String templateId, HuaweiVariable... variables) {
    return template(templateId, true, variables);
  }

  private HuaweiSmsSimulatorBuilder template(
      String templateId, boolean universal, HuaweiVariable... variables) {
    templates.put(
        notBlank(templateId, "templateId"),
        new HuaweiSmsTemplates.Entry(List.of(variables), universal));
    return this;
  }

  /** Adds an approved sign for universal templates, without brackets; default any will do. */
  public HuaweiSmsSimulatorBuilder sign(String name) {
    signs.add(notBlank(name, "sign"));
    return this;
  }

  /**
   * Which forms of the WSSE digest are taken; default both, as it seems to be: the vendor's own
   * samples use both. A form that is not taken is E000105.
   */
  public HuaweiSmsSimulatorBuilder digests(Set<HuaweiWsseDigest> value) {
    this.digests = Set.copyOf(value);
    return this;
  }

  /**
   * Whether a WSSE nonce is taken once only within 24 hours; default true. The vendor asks for a
   * fresh one each time and does not say what becomes of others.
   */
  public HuaweiSmsSimulatorBuilder checkNonces(boolean value) {
    this.checkNonces = value;
    return this;
  }

  /**
   * Whether a number gets the same text at most twice in 59 seconds and five times in 59 minutes,
   * then E200041; default true. Switch it off for load with few numbers.
   */
  public HuaweiSmsSimulatorBuilder contentLimits(boolean value) {
    this.contentLimits = value;
    return this;
  }

  @Override
  public HuaweiSmsSimulator start() {
    Map<String, String> known = new LinkedHashMap<>(applications);
    if (known.isEmpty()) {
      known.put(DEFAULT_KEY, DEFAULT_SECRET);
    }
    HuaweiSmsSettings settings =
        new HuaweiSmsSettings(
            known,
            Map.copyOf(templates),
            Set.copyOf(signs),
            new HuaweiSmsChoices(digests, checkNonces, contentLimits),
            clock,
            ticker,
            watchDuplicates,
            recentRequests,
            controlEndpoints,
            seed);
    return new HuaweiSmsSimulator(settings, wire().bodyLimit(BODY_LIMIT));
  }

  private static String notBlank(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank, but was");
    }
    return value;
  }
}
