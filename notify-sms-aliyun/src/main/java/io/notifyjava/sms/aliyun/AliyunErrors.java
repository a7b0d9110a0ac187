package io.notifyjava.sms.aliyun;

import static io.notifyjava.result.FailureReason.AUTHENTICATION;
import static io.notifyjava.result.FailureReason.INVALID_MESSAGE;
import static io.notifyjava.result.FailureReason.INVALID_RECIPIENT;
import static io.notifyjava.result.FailureReason.PROTOCOL;
import static io.notifyjava.result.FailureReason.QUOTA;
import static io.notifyjava.result.FailureReason.RECIPIENT_REFUSED;
import static io.notifyjava.result.FailureReason.TEMPLATE;
import static io.notifyjava.result.FailureReason.THROTTLED;
import static io.notifyjava.result.FailureReason.UNAVAILABLE;
import static io.notifyjava.sms.aliyun.Blame.CALL;
import static io.notifyjava.sms.aliyun.Blame.NUMBER;
import static io.notifyjava.sms.aliyun.Blame.VALUES;
import static io.notifyjava.sms.aliyun.Treatment.FINAL;
import static io.notifyjava.sms.aliyun.Treatment.MAY_PASS;
import static io.notifyjava.sms.aliyun.Treatment.UNDECIDED;

import io.notifyjava.result.FailureReason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The error codes of {@code SendSms} and {@code SendBatchSms}.
 *
 * <p>Sources: Aliyun's pages "API error codes" (101346), "Signature mechanism" (28839, 130769) and
 * "Common client error codes" of OpenAPI (48054, 51132), read for this library's sheet in November
 * 2026. Where the vendor says "try again" but not whether the first request was sent, the outcome
 * is unknown: a promise that nothing was sent is not ours to make.
 */
final class AliyunErrors {

  private static final String SIGN = "check the sign name: approved, of this account, no brackets";
  private static final String VALUES_RULES =
      "check the values against the template as Aliyun approved it";
  private static final String LATER =
      "Aliyun does not say whether it sent the message; ask for its details before sending again";

  private static final ErrorRule UNDOCUMENTED =
      new ErrorRule(PROTOCOL, FINAL, CALL, "no documentation of Aliyun names this code");
  private static final ErrorRule UNDOCUMENTED_SERVER_ERROR =
      new ErrorRule(UNAVAILABLE, UNDECIDED, CALL, LATER);

  private static final Map<String, ErrorRule> CODES = new HashMap<>();

  /** By how a code begins; the first that fits. */
  private static final Map<String, ErrorRule> PREFIXES = new LinkedHashMap<>();

  static {
    frequency();
    recipients();
    templates();
    account();
    gateway();
    PREFIXES.put(
        "isv.", new ErrorRule(INVALID_MESSAGE, FINAL, CALL, "Aliyun refused the request as wrong"));
    PREFIXES.put("isp.", new ErrorRule(UNAVAILABLE, UNDECIDED, CALL, LATER));
  }

  private AliyunErrors() {}

  /**
   * Returns what a code means.
   *
   * @param status of HTTP
   */
  static ErrorRule rule(String code, int status) {
    ErrorRule rule = CODES.get(code);
    if (rule != null) {
      return rule;
    }
    for (Map.Entry<String, ErrorRule> prefix : PREFIXES.entrySet()) {
      if (code.startsWith(prefix.getKey())) {
        return prefix.getValue();
      }
    }
    return status >= 500 ? UNDOCUMENTED_SERVER_ERROR : UNDOCUMENTED;
  }

  private static void frequency() {
    add(
        THROTTLED,
        MAY_PASS,
        NUMBER,
        "this number heard of this sign too often lately",
        "isv.BUSINESS_LIMIT_CONTROL");
    add(QUOTA, MAY_PASS, CALL, "the account's own daily limit is reached", "isv.DAY_LIMIT_CONTROL");
    add(
        QUOTA,
        FINAL,
        CALL,
        "the account's own monthly limit is reached; raise it in the console",
        "isv.MONTH_LIMIT_CONTROL");
    PREFIXES.put(
        "Throttling", new ErrorRule(THROTTLED, MAY_PASS, CALL, "too many calls of the account"));
  }

  private static void recipients() {
    add(
        INVALID_RECIPIENT,
        FINAL,
        NUMBER,
        "Aliyun knows no such number",
        "isv.MOBILE_NUMBER_ILLEGAL");
    add(
        INVALID_RECIPIENT,
        FINAL,
        NUMBER,
        "a mainland number needs a template and sign for the mainland",
        "isv.DOMESTIC_NUMBER_NOT_SUPPORTED");
    add(
        INVALID_RECIPIENT,
        FINAL,
        NUMBER,
        "test signs and templates reach only the numbers bound in the console",
        "isv.SMS_TEST_NUMBER_LIMIT");
    add(
        RECIPIENT_REFUSED,
        FINAL,
        NUMBER,
        "the recipient is on Aliyun's blacklist, or a value holds a banned word",
        "isv.BLACK_KEY_CONTROL_LIMIT");
    add(
        RECIPIENT_REFUSED,
        FINAL,
        NUMBER,
        "the recipient has opted out of promotion",
        "isv.CUSTOMER_REFUSED");
    add(
        INVALID_MESSAGE,
        FINAL,
        CALL,
        "too many numbers in one call; lower max-bulk",
        "isv.MOBILE_COUNT_OVER_LIMIT");
  }

  private static void templates() {
    add(
        TEMPLATE,
        FINAL,
        VALUES,
        VALUES_RULES,
        "isv.TEMPLATE_MISSING_PARAMETERS",
        "isv.TEMPLATE_PARAMS_ILLEGAL",
        "isv.INVALID_JSON_PARAM",
        "isv.INVALID_PARAMETERS",
        "isv.PARAM_LENGTH_LIMIT",
        "isv.TEMPLATE_PARAMETER_COUNT_ILLEGAL",
        "isv.SMS_TEST_TEMPLATE_PARAMS_ILLEGAL");
    add(
        TEMPLATE,
        FINAL,
        VALUES,
        "Aliyun takes no links, addresses or domains in values",
        "isv.PARAM_NOT_SUPPORT_URL");
    add(
        TEMPLATE,
        FINAL,
        CALL,
        "check the template: approved, of this account, and of the sign's kind",
        "isv.SMS_TEMPLATE_ILLEGAL",
        "isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE",
        "isv.SMS_TEST_SIGN_TEMPLATE_LIMIT");
    add(
        TEMPLATE,
        FINAL,
        CALL,
        SIGN,
        "isv.SMS_SIGNATURE_ILLEGAL",
        "isv.SMS_SIGN_ILLEGAL",
        "isv.SIGN_NAME_ILLEGAL",
        "isv.SIGN_STATE_ILLEGAL",
        "isv.SMS_SIGN_EMOJI_ILLEGAL",
        "isv.SMS_SIGNATURE_SCENE_ILLEGAL");
    add(
        INVALID_MESSAGE,
        FINAL,
        CALL,
        "an extend code goes with one sign only",
        "isv.EXTEND_CODE_ERROR");
    add(
        INVALID_MESSAGE,
        FINAL,
        VALUES,
        "Aliyun refuses the content",
        "isv.SMS_CONTENT_ILLEGAL",
        "isv.UNSUPPORTED_CONTENT");
  }

  private static void account() {
    add(
        QUOTA,
        FINAL,
        CALL,
        "the account has to be paid for",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.OUT_OF_SERVICE");
    add(
        AUTHENTICATION,
        FINAL,
        CALL,
        "give the access key's user the permission dysms:SendSms",
        "isp.RAM_PERMISSION_DENY");
    add(
        AUTHENTICATION,
        FINAL,
        CALL,
        "the caller's address is not one that may send to the mainland",
        "isv.DENY_IP_RANGE");
    add(
        AUTHENTICATION,
        FINAL,
        CALL,
        "look at the account in Aliyun's console",
        "isv.SECURITY_FROZEN_ACCOUNT",
        "isv.ACCOUNT_NOT_EXISTS",
        "isv.ACCOUNT_ABNORMAL",
        "isv.PRODUCT_UN_SUBSCRIPT",
        "isv.PRODUCT_UNSUBSCRIBE");
  }

  private static void gateway() {
    add(
        UNAVAILABLE,
        UNDECIDED,
        CALL,
        LATER,
        "InternalError",
        "ServiceUnavailable",
        "isp.SYSTEM_ERROR",
        "isp.GATEWAY_ERROR",
        "isp.UNKNOWN_ERR_CODE");
    add(
        PROTOCOL,
        UNDECIDED,
        CALL,
        "every request has a nonce of its own, so something in between sent this one twice; the"
            + " first may have been taken",
        "SignatureNonceUsed");
    add(
        AUTHENTICATION,
        FINAL,
        CALL,
        "check the access key: id, secret, enabled",
        "InvalidAccessKeyId.NotFound",
        "InvalidAccessKeyId.Inactive",
        "MissingAccessKeyId");
    add(
        AUTHENTICATION,
        FINAL,
        CALL,
        "check the secret, and that nothing in between changes requests; behind a gateway with"
            + " another host use signature v1",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "InvalidSignatureMethod");
    add(
        AUTHENTICATION,
        FINAL,
        CALL,
        "set this machine's clock: Aliyun takes 15 minutes of difference",
        "InvalidTimeStamp.Expired",
        "InvalidTimeStamp.Format");
    ErrorRule key =
        new ErrorRule(AUTHENTICATION, FINAL, CALL, "check the access key and its permissions");
    PREFIXES.put("Forbidden", key);
    PREFIXES.put("InvalidSecurityToken", key);
    ErrorRule request =
        new ErrorRule(INVALID_MESSAGE, FINAL, CALL, "Aliyun refused the request as wrong");
    add(INVALID_MESSAGE, FINAL, CALL, request.advice(), "InvalidVersion", "InvalidAction.NotFound");
    PREFIXES.put("MissingParameter", request);
    PREFIXES.put("InvalidParameter", request);
  }

  private static void add(
      FailureReason reason, Treatment treatment, Blame blame, String advice, String... codes) {
    ErrorRule rule = new ErrorRule(reason, treatment, blame, advice);
    for (String code : codes) {
      CODES.put(code, rule);
    }
  }

  /** Returns every code that is named in full. */
  static Map<String, ErrorRule> codes() {
    return Map.copyOf(CODES);
  }

  /** Returns the rules of codes that begin so. */
  static Map<String, ErrorRule> prefixes() {
    return Map.copyOf(PREFIXES);
  }
}
