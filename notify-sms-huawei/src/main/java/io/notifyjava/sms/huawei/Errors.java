package io.notifyjava.sms.huawei;

import static io.notifyjava.result.FailureReason.AUTHENTICATION;
import static io.notifyjava.result.FailureReason.INVALID_MESSAGE;
import static io.notifyjava.result.FailureReason.INVALID_RECIPIENT;
import static io.notifyjava.result.FailureReason.PROTOCOL;
import static io.notifyjava.result.FailureReason.QUOTA;
import static io.notifyjava.result.FailureReason.TEMPLATE;
import static io.notifyjava.result.FailureReason.THROTTLED;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The codes of Huawei, of whole calls and of single numbers. Data; the tests hold it against the
 * sources row by row.
 *
 * <p>Sources, all at support.huaweicloud.com/api-msgsms: "API error codes" (sms_05_0050), "Status
 * codes" (sms_05_0051), "Authentication" (sms_05_0046).
 *
 * <p>A code that is not here is final and never retried.
 */
final class Errors {

  static final String SUCCESS = "000000";

  /** Both say: look at each number. The second is that of older pages. */
  static final Set<String> SEE_NUMBERS = Set.of("E000510", "E200037");

  /** "System error", in practice a body that could not be read; with HTTP 5xx nobody knows. */
  static final String SYSTEM_ERROR = "E000000";

  /** "Constraints" (sms_01_0004): the same text to a number twice in 59 s. */
  private static final Duration SAME_TEXT = Duration.ofSeconds(59);

  private static final Pattern PARAMETER = Pattern.compile("E0000[0-9]{2}");
  private static final ErrorRule UNDOCUMENTED =
      ErrorRule.permanent(PROTOCOL, "Huawei does not document this code here, so it is final");
  private static final ErrorRule OTHER_PARAMETER =
      ErrorRule.permanent(
          INVALID_MESSAGE, "Huawei says of codes like this one that the request is not valid");

  private static final Map<String, ErrorRule> CALLS = calls();
  private static final Map<String, ErrorRule> NUMBERS = numbers();

  private Errors() {}

  /** Returns what a code means that stands for a whole call. */
  static ErrorRule call(String code) {
    @Nullable ErrorRule rule = CALLS.get(code);
    if (rule != null) {
      return rule;
    }
    return PARAMETER.matcher(code).matches() ? OTHER_PARAMETER : UNDOCUMENTED;
  }

  /** Returns what a code means that stands beside one number. */
  static ErrorRule number(String code) {
    @Nullable ErrorRule rule = NUMBERS.get(code);
    return rule == null ? UNDOCUMENTED : rule;
  }

  static boolean isDocumented(String code) {
    return CALLS.containsKey(code);
  }

  /** Returns all codes of whole calls, success and {@link #SEE_NUMBERS} left out. */
  static Map<String, ErrorRule> callRules() {
    return CALLS;
  }

  /** Returns all codes of single numbers, success left out. */
  static Map<String, ErrorRule> numberRules() {
    return NUMBERS;
  }

  private static Map<String, ErrorRule> calls() {
    Map<String, ErrorRule> table = new TreeMap<>();
    add(
        table,
        INVALID_MESSAGE,
        "Huawei could not read the body; does something on the way change it?",
        SYSTEM_ERROR);
    add(
        table,
        AUTHENTICATION,
        "Authorization did not arrive as it was sent; is a proxy in the way?",
        "E000001",
        "E000002",
        "E000003",
        "E000004",
        "E000005",
        "E000006",
        "E000007",
        "E000008");
    add(
        table,
        AUTHENTICATION,
        "X-WSSE did not arrive as it was sent; is a proxy in the way?",
        "E000020",
        "E000021",
        "E000022",
        "E000023",
        "E000024",
        "E000025",
        "E000026",
        "E000027");
    add(
        table,
        INVALID_MESSAGE,
        "Content-Type did not arrive as it was sent; is a proxy in the way?",
        "E000040");
    signingIn(table);
    add(
        table,
        INVALID_MESSAGE,
        "a parameter has not the form that Huawei wants; check from, template id and values",
        "E000503");
    add(
        table,
        AUTHENTICATION,
        "add this machine's address to the application's whitelist; it takes up to 15 minutes",
        "E000620");
    add(table, QUOTA, "the account may not send more; raise its limit in the console", "E000623");
    return Collections.unmodifiableMap(table);
  }

  private static void signingIn(Map<String, ErrorRule> table) {
    add(
        table,
        AUTHENTICATION,
        "the signature is not the one that Huawei computes; check app-secret, and that base-url is"
            + " the host that answers",
        "E000045");
    add(table, AUTHENTICATION, "check app-key and app-secret", "E000101", "E000111");
    add(
        table,
        AUTHENTICATION,
        "check app-key, and that base-url is the address of this application",
        "E000102");
    add(table, AUTHENTICATION, "the application may not be used; see the console", "E000103");
    add(table, AUTHENTICATION, "check app-secret", "E000104");
    add(
        table,
        AUTHENTICATION,
        "check app-secret; if it is right, try authentication wsse-raw, wsse-hex or ak-sk",
        "E000105");
    add(table, AUTHENTICATION, "the application may not call this API; see the console", "E000106");
    add(table, AUTHENTICATION, "the account is not active; see the console", "E000109");
    add(table, AUTHENTICATION, "this machine's clock is wrong; set it", "E000110");
    add(
        table,
        AUTHENTICATION,
        "the account is frozen, for arrears or a violation; see the console",
        "E000112");
  }

  private static Map<String, ErrorRule> numbers() {
    Map<String, ErrorRule> table = new TreeMap<>();
    add(table, INVALID_MESSAGE, "the call had too many numbers", "E200015");
    add(
        table,
        TEMPLATE,
        "the values do not go with the template's variables; check their number, lengths and"
            + " characters",
        "E200028");
    add(table, TEMPLATE, "the template is of another type than its sign", "E200029", "E200033");
    add(table, TEMPLATE, "the template is not active; see the console", "E200030");
    add(table, INVALID_MESSAGE, "Huawei's check of the protocol failed", "E200031");
    table.put(
        "E200041",
        new ErrorRule(
            THROTTLED, true, SAME_TEXT, "the number got the same text too often; wait a minute"));
    late(table);
    return Collections.unmodifiableMap(table);
  }

  /** Codes that are documented for reports; should one come at once, this is what it means. */
  private static void late(Map<String, ErrorRule> table) {
    add(
        table,
        INVALID_MESSAGE,
        "the channel or its sign cannot be used for this number; check from",
        "E200018",
        "E200019",
        "E200020",
        "E200021",
        "E200022",
        "E200023",
        "E200025",
        "E200026",
        "E200027");
    add(
        table,
        INVALID_RECIPIENT,
        "the account or its channel may not send to this country",
        "E200024",
        "E000628",
        "E000632");
    add(table, TEMPLATE, "the call needs a template", "E200032");
    add(table, TEMPLATE, "an international code must have 4 to 8 digits", "E200051");
    add(table, QUOTA, "the prepaid package is used up", "E000629");
    table.put(
        "E200036", new ErrorRule(THROTTLED, true, null, "the account's rate is set to nothing"));
  }

  private static void add(
      Map<String, ErrorRule> table, FailureReason reason, String advice, String... codes) {
    for (String code : codes) {
      table.put(code, ErrorRule.permanent(reason, advice));
    }
  }
}
