package io.notifyjava.wechat;

import static io.notifyjava.result.FailureReason.PROTOCOL;
import static io.notifyjava.wechat.internal.Treatment.FINAL;

import io.notifyjava.result.Failure;
import io.notifyjava.wechat.internal.ApiCalls;
import io.notifyjava.wechat.internal.ErrorRule;
import io.notifyjava.wechat.internal.ErrorTable;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what error codes of an official account mean, by endpoint and code. The codes themselves are
 * in {@link ErrorCodes}.
 *
 * <p>A code that is not here is final and never retried: WeChat introduced 40241, 40249, 43116 and
 * 43117 in the field before it documented them, if it did.
 */
final class WeChatErrors {

  private static final ErrorRule UNDOCUMENTED =
      new ErrorRule(
          PROTOCOL, FINAL, null, "WeChat does not document this code here, so it is final");

  private static final Pattern DATA_KEY = Pattern.compile("data\\.([A-Za-z_]+\\d+)\\.value");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern CALLER_IP = Pattern.compile("invalid ip ([0-9A-Fa-f.:]{2,45})");

  private static final ErrorTable<Endpoint> TABLE = ErrorCodes.table(UNDOCUMENTED);

  /** The table in the form that calls ask. */
  static final ApiCalls.Dictionary<Endpoint> DICTIONARY =
      new ApiCalls.Dictionary<>() {
        @Override
        public ErrorRule rule(Endpoint endpoint, int code) {
          return WeChatErrors.rule(endpoint, code);
        }

        @Override
        public Failure failure(Endpoint endpoint, int code, String errmsg) {
          return WeChatErrors.failure(endpoint, code, errmsg);
        }
      };

  private WeChatErrors() {}

  /** Returns the rule of a code; codes that nobody documents are final. */
  static ErrorRule rule(Endpoint endpoint, int code) {
    return TABLE.rule(endpoint, code);
  }

  /** Returns all documented codes of an endpoint. */
  static Map<Integer, ErrorRule> rules(Endpoint endpoint) {
    return TABLE.rules(endpoint);
  }

  /**
   * Returns the failure that an error reply means.
   *
   * @param errmsg WeChat's text, already free of secrets and personal data
   */
  static Failure failure(Endpoint endpoint, int code, String errmsg) {
    // On one line, so that nothing in it can look like a log line of its own.
    return oneLine(endpoint, code, CONTROL.matcher(errmsg).replaceAll(" "));
  }

  private static Failure oneLine(Endpoint endpoint, int code, String errmsg) {
    ErrorRule rule = rule(endpoint, code);
    return rule.failure(code, errmsg, advice(rule, code, errmsg));
  }

  /** Puts what the text names into the advice, where that is what the reader needs. */
  private static String advice(ErrorRule rule, int code, String errmsg) {
    Matcher key = DATA_KEY.matcher(errmsg);
    if (code == 47003 && key.find()) {
      return "mend the value of data key " + key.group(1) + ": " + rule.advice();
    }
    Matcher ip = CALLER_IP.matcher(errmsg);
    if (code == 40164 && ip.find()) {
      return "add " + ip.group(1) + " to the account's IP allow-list";
    }
    return rule.advice();
  }
}
