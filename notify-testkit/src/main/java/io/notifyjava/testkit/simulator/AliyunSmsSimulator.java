package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.util.EnumSet;

/**
 * Aliyun's short-message service (dysmsapi.aliyuncs.com) on 127.0.0.1: both signatures, timestamps
 * and nonces, the rules of numbers, signs, templates and values, and the details of what was sent.
 * Strict where the real one is.
 *
 * <p>Out of the box it has one access key, and every sign and template is approved. Everything else
 * is arranged by the methods here, as in {@code aliyun.poison("13800138000",
 * "isv.MOBILE_NUMBER_ILLEGAL")}, or scripted, as in {@code
 * aliyun.onSend().first(3).answer(AliyunSmsReply.error("Throttling.User"))}. It keeps hashes and
 * counters of what it saw, and the details of the newest 200,000 messages. Thread-safe.
 *
 * <p>Sources: the vendor's pages SendSms (55284), SendBatchSms (66041), QuerySendDetails (419277),
 * signature mechanism (28839), V3 request and signature (2593177), API error codes (101346) and
 * sending rules (44335). That one bad number makes it refuse the whole call is concluded from the
 * form of the answer, which has room for one code only.
 *
 * @since 0.1.0
 */
public final class AliyunSmsSimulator extends Simulator {

  private final AliyunSmsSettings settings;
  private final AliyunSmsPlatform platform;

  AliyunSmsSimulator(AliyunSmsSettings settings, WireServer.Builder wire) {
    this(settings, new AliyunSmsPlatform(settings), wire);
  }

  private AliyunSmsSimulator(
      AliyunSmsSettings settings, AliyunSmsPlatform platform, WireServer.Builder wire) {
    super(platform, settings.controlEndpoints(), wire);
    this.settings = settings;
    this.platform = platform;
  }

  /** Starts with the defaults that {@link AliyunSmsSimulatorBuilder} documents. */
  public static AliyunSmsSimulatorBuilder builder() {
    return new AliyunSmsSimulatorBuilder();
  }

  /** A simulator with all defaults, already serving. */
  public static AliyunSmsSimulator start() {
    return builder().start();
  }

  /** The id of the (first) access key. */
  public String accessKeyId() {
    return settings.keys().get(0).id();
  }

  /** The secret of the (first) access key. */
  public String accessKeySecret() {
    return settings.keys().get(0).secret();
  }

  /** Disables an access key: {@code InvalidAccessKeyId.Inactive} from now on. */
  public void disable(String accessKeyId) {
    platform.gateway.disable(requireNonNull(accessKeyId, "accessKeyId"));
  }

  /**
   * Refuses every call that names this number, with all the others in it, from now on.
   *
   * @param number in any form that the vendor takes
   * @param code such as {@code isv.MOBILE_NUMBER_ILLEGAL} or {@code isv.CUSTOMER_REFUSED}
   */
  public void poison(String number, String code) {
    platform.rules.poison(requireNonNull(number, "number"), requireNonNull(code, "code"));
  }

  /**
   * How many messages to this number were accepted; among the newest 200,000 to all numbers if
   * duplicates are not watched.
   */
  public int accepted(String number) {
    return platform.ledger.to(AliyunSmsRules.plain(number));
  }

  /** Scripts calls that send, of both actions. */
  public AliyunSmsScript onSend() {
    return on(EnumSet.of(AliyunSmsApi.SEND, AliyunSmsApi.SEND_BATCH));
  }

  /** Scripts {@code QuerySendDetails}. */
  public AliyunSmsScript onQuery() {
    return on(EnumSet.of(AliyunSmsApi.QUERY));
  }

  /** Scripts one kind of call. */
  public AliyunSmsScript on(AliyunSmsApi api) {
    return on(EnumSet.of(api));
  }

  /** Scripts every call. */
  public AliyunSmsScript onAny() {
    return on(EnumSet.allOf(AliyunSmsApi.class));
  }

  private AliyunSmsScript on(EnumSet<AliyunSmsApi> apis) {
    return new AliyunSmsScript(platform.rulebook, apis);
  }

  /** What was seen and done until now. */
  public AliyunSmsCounts counts() {
    return platform.counts();
  }
}
