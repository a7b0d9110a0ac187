package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.util.EnumSet;

/**
 * Huawei Cloud's short message service (MSGSMS) on 127.0.0.1: both calls, both ways of signing in,
 * strict where the real service is.
 *
 * <p>Out of the box it has one application, takes every well-formed template id with any number of
 * values, and reaches every well-formed number. Everything else is arranged by {@link
 * HuaweiSmsSimulatorBuilder} and {@link #status}, or scripted, as in {@code
 * huawei.onSend().first(3).answer(HuaweiSmsReply.error("E000623"))}. It keeps hashes and counters
 * of what it saw, not messages. Thread-safe.
 *
 * <p>Sources: the vendor's pages "Sending SMSs", "Sending SMSs in batches", "Authentication", "API
 * error codes", "Status codes" and "Template and variable specifications", the vendor's Java client
 * 3.1.143, and replies observed in public threads. What is documented nowhere is a choice of the
 * builder or said where it is made.
 *
 * @since 0.1.0
 */
public final class HuaweiSmsSimulator extends Simulator {

  private final HuaweiSmsSettings settings;
  private final HuaweiSmsPlatform platform;

  HuaweiSmsSimulator(HuaweiSmsSettings settings, WireServer.Builder wire) {
    this(settings, new HuaweiSmsPlatform(settings), wire);
  }

  private HuaweiSmsSimulator(
      HuaweiSmsSettings settings, HuaweiSmsPlatform platform, WireServer.Builder wire) {
    super(platform, settings.controlEndpoints(), wire);
    this.settings = settings;
    this.platform = platform;
  }

  /** Starts with the defaults that {@link HuaweiSmsSimulatorBuilder} documents. */
  public static HuaweiSmsSimulatorBuilder builder() {
    return new HuaweiSmsSimulatorBuilder();
  }

  /** A simulator with all defaults, already serving. */
  public static HuaweiSmsSimulator start() {
    return builder().start();
  }

  /** The key of the (first) application. */
  public String appKey() {
    return settings.applications().keySet().iterator().next();
  }

  /** The secret of the (first) application. */
  public String appSecret() {
    return settings.applications().values().iterator().next();
  }

  /**
   * Says what becomes of a number from now on.
   *
   * @param number with or without {@code +86}
   * @param status such as {@code E200041}; {@code 000000} to reach it again
   */
  public void status(String number, String status) {
    platform.status(requireNonNull(number, "number"), requireNonNull(status, "status"));
  }

  /**
   * How many messages to this number were accepted; 0 if duplicates are not watched.
   *
   * @param number with or without {@code +86}
   */
  public int accepted(String number) {
    return platform.ledger.to(HuaweiNumbers.plain(requireNonNull(number, "number")));
  }

  /** Scripts batchSendSms. */
  public HuaweiSmsScript onSend() {
    return new HuaweiSmsScript(platform.rulebook, EnumSet.of(HuaweiSmsApi.SEND));
  }

  /** Scripts batchSendDiffSms. */
  public HuaweiSmsScript onSendDifferent() {
    return new HuaweiSmsScript(platform.rulebook, EnumSet.of(HuaweiSmsApi.SEND_DIFFERENT));
  }

  /** Scripts every call. */
  public HuaweiSmsScript onAny() {
    return new HuaweiSmsScript(platform.rulebook, EnumSet.allOf(HuaweiSmsApi.class));
  }

  /** What was seen and done until now. */
  public HuaweiSmsCounts counts() {
    return platform.counts();
  }
}
