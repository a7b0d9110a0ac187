package io.notifyjava.wechat.wecom;

import static io.notifyjava.result.FailureReason.AUTHENTICATION;
import static io.notifyjava.result.FailureReason.INVALID_MESSAGE;
import static io.notifyjava.result.FailureReason.INVALID_RECIPIENT;
import static io.notifyjava.result.FailureReason.PROTOCOL;
import static io.notifyjava.result.FailureReason.QUOTA;
import static io.notifyjava.result.FailureReason.RECIPIENT_REFUSED;
import static io.notifyjava.result.FailureReason.SUPPRESSED;
import static io.notifyjava.result.FailureReason.THROTTLED;
import static io.notifyjava.result.FailureReason.UNAVAILABLE;
import static io.notifyjava.wechat.internal.Treatment.DUPLICATE;
import static io.notifyjava.wechat.internal.Treatment.FINAL;
import static io.notifyjava.wechat.internal.Treatment.MAY_PASS;
import static io.notifyjava.wechat.internal.Treatment.RENEW_TOKEN;
import static io.notifyjava.wechat.internal.Treatment.UNDECIDED;
import static io.notifyjava.wechat.wecom.WeComEndpoint.RECALL;
import static io.notifyjava.wechat.wecom.WeComEndpoint.ROBOT_SEND;
import static io.notifyjava.wechat.wecom.WeComEndpoint.ROBOT_UPLOAD;
import static io.notifyjava.wechat.wecom.WeComEndpoint.SEND;
import static io.notifyjava.wechat.wecom.WeComEndpoint.TOKEN;
import static io.notifyjava.wechat.wecom.WeComEndpoint.UPDATE_CARD;
import static io.notifyjava.wechat.wecom.WeComEndpoint.UPLOAD;

import io.notifyjava.result.Failure;
import io.notifyjava.wechat.internal.ApiCalls;
import io.notifyjava.wechat.internal.ErrorRule;
import io.notifyjava.wechat.internal.ErrorTable;
import io.notifyjava.wechat.internal.Treatment;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error codes of WeCom, by endpoint and code. Data; the tests hold it against the sources row
 * by row.
 *
 * <p>Sources, all at developer.work.weixin.qq.com: "Get access_token" (91039), "Send application
 * message" (90236), "Global error codes" (90313), "Frequency limits" (90454), "Group robot"
 * (91770); codes that those pages leave out, from WxJava's enum {@code WxCpErrorMsgEnum} (commit
 * 9eba04d) and from replies that users published.
 *
 * <p>A code that is not here is final and never retried.
 */
final class WeComErrors {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final ErrorRule UNDOCUMENTED =
      new ErrorRule(
          PROTOCOL, FINAL, null, "WeCom does not document this code here, so it is final");

  private static final Set<WeComEndpoint> WITH_TOKEN =
      EnumSet.of(SEND, RECALL, UPDATE_CARD, UPLOAD);

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern CALLER_IP = Pattern.compile("from ip: ([0-9A-Fa-f.:]{2,45})");

  private static final ErrorTable<WeComEndpoint> TABLE = table();

  /** The table in the form that calls ask. */
  static final ApiCalls.Dictionary<WeComEndpoint> DICTIONARY =
      new ApiCalls.Dictionary<>() {
        @Override
        public ErrorRule rule(WeComEndpoint endpoint, int code) {
          return WeComErrors.rule(endpoint, code);
        }

        @Override
        public Failure failure(WeComEndpoint endpoint, int code, String errmsg) {
          return WeComErrors.failure(endpoint, code, errmsg);
        }
      };

  private WeComErrors() {}

  /** Returns the rule of a code; codes that nobody documents are final. */
  static ErrorRule rule(WeComEndpoint endpoint, int code) {
    return TABLE.rule(endpoint, code);
  }

  /** Returns all documented codes of an endpoint. */
  static Map<Integer, ErrorRule> rules(WeComEndpoint endpoint) {
    return TABLE.rules(endpoint);
  }

  /**
   * Returns the failure that an error reply means.
   *
   * @param errmsg WeCom's text with its hint, already free of secrets and personal data
   */
  static Failure failure(WeComEndpoint endpoint, int code, String errmsg) {
    // On one line, so that nothing in it can look like a log line of its own.
    String line = CONTROL.matcher(errmsg).replaceAll(" ");
    ErrorRule rule = rule(endpoint, code);
    return rule.failure(code, line, advice(rule, code, line));
  }

  /** WeCom names the address that it saw, which behind a proxy nobody else knows. */
  private static String advice(ErrorRule rule, int code, String errmsg) {
    Matcher ip = CALLER_IP.matcher(errmsg);
    return code == 60020 && ip.find()
        ? "add " + ip.group(1) + " to the application's trusted IP addresses"
        : rule.advice();
  }

  private static ErrorTable<WeComEndpoint> table() {
    ErrorTable<WeComEndpoint> table = new ErrorTable<>(WeComEndpoint.class, UNDOCUMENTED);
    anyApplication(table.on(EnumSet.of(TOKEN, SEND, RECALL, UPDATE_CARD, UPLOAD)));
    token(table.on(EnumSet.of(TOKEN)));
    withToken(table.on(WITH_TOKEN));
    limits(table.on(EnumSet.complementOf(EnumSet.of(TOKEN))));
    shape(table);
    toPeople(table.on(EnumSet.of(SEND, UPDATE_CARD)));
    busy(table.on(EnumSet.of(RECALL, UPLOAD, ROBOT_UPLOAD)), MAY_PASS, "WeCom is busy");
    busy(
        table.on(EnumSet.of(SEND, UPDATE_CARD, ROBOT_SEND)),
        UNDECIDED,
        "WeCom is busy and does not say whether it took the message; send fewer at once");
    send(table.on(EnumSet.of(SEND)));
    parts(table.on(EnumSet.of(SEND, UPDATE_CARD, ROBOT_SEND)));
    file(table.on(EnumSet.of(UPLOAD, ROBOT_UPLOAD)));
    robot(table.on(EnumSet.of(ROBOT_SEND, ROBOT_UPLOAD)));
    return table;
  }

  private static void anyApplication(ErrorTable<WeComEndpoint> table) {
    table.add(FINAL, AUTHENTICATION, "check corp-id", 40013);
    table.add(FINAL, AUTHENTICATION, "check corp-secret", 40091);
    table.add(FINAL, AUTHENTICATION, "the application is disabled", 50003);
    table.add(
        FINAL,
        AUTHENTICATION,
        "add this machine's address to the application's trusted IP addresses",
        60020);
  }

  private static void token(ErrorTable<WeComEndpoint> table) {
    busy(table, MAY_PASS, "WeCom is busy; no message was sent");
    table.add(FINAL, AUTHENTICATION, "check corp-secret", 40001);
    table.add(FINAL, AUTHENTICATION, "corp-id did not arrive; is a proxy in the way?", 41002);
    table.add(FINAL, AUTHENTICATION, "corp-secret did not arrive; is a proxy in the way?", 41004);
    table.add(
        HOUR,
        MAY_PASS,
        THROTTLED,
        "too many calls for tokens, which blocks them for an hour; who else fetches some?",
        45009);
  }

  private static void withToken(ErrorTable<WeComEndpoint> table) {
    table.add(
        RENEW_TOKEN,
        AUTHENTICATION,
        "WeCom refuses a token that was just fetched; check corp-secret",
        40001,
        40014,
        41001,
        42001);
    table.add(FINAL, AUTHENTICATION, "the application may not call this API", 48002);
    table.add(
        FINAL, AUTHENTICATION, "agent-id is not the application of corp-secret", 40056, 301002);
    table.add(FINAL, AUTHENTICATION, "agent-id did not arrive; is a proxy in the way?", 41011);
    table.add(FINAL, AUTHENTICATION, "the application may not reach these people", 60011);
  }

  private static void limits(ErrorTable<WeComEndpoint> table) {
    table.add(
        MINUTE, MAY_PASS, THROTTLED, "too many calls; wait a minute, at times an hour", 45009);
    table.add(MAY_PASS, THROTTLED, "too many calls at once", 45033);
  }

  private static void shape(ErrorTable<WeComEndpoint> table) {
    table.add(FINAL, INVALID_MESSAGE, "media_id is unknown or has expired", 40007);
    table.add(FINAL, INVALID_MESSAGE, "the body is not one that WeCom knows", 40008);
    table.add(FINAL, INVALID_MESSAGE, "a parameter is wrong; WeCom's text names it", 40035, 40058);
    table.add(FINAL, INVALID_MESSAGE, "something in it is empty", 40063, 44004);
    table.add(FINAL, INVALID_MESSAGE, "something in it is too long", 45002);
    table.add(FINAL, INVALID_MESSAGE, "it has more than 8 articles", 45008);
  }

  private static void toPeople(ErrorTable<WeComEndpoint> table) {
    table.add(FINAL, INVALID_RECIPIENT, "no member has this id", 40003, 46004, 60111);
    table.add(
        FINAL,
        INVALID_RECIPIENT,
        "WeCom knows nobody of the recipients, or the application may not reach them",
        81013,
        82001);
    table.add(FINAL, INVALID_MESSAGE, "the list of members is wrong or too long", 40031, 40032);
    table.add(FINAL, INVALID_MESSAGE, "it has more than 100 parties or tags", 82002, 82003);
    table.add(FINAL, RECIPIENT_REFUSED, "the member does not use the WeChat plug-in", 43004);
    table.add(
        FINAL, RECIPIENT_REFUSED, "the application is not visible to the member", 43013, 50002);
  }

  private static void send(ErrorTable<WeComEndpoint> table) {
    table.add(FINAL, QUOTA, "the day's 100 mpnews are used up", 45027);
    // Its text also names empty and over-long ids, which have been refused before the call.
    table.add(
        DUPLICATE,
        SUPPRESSED,
        "a card with this taskId was sent before; each card needs another one",
        42014);
  }

  private static void parts(ErrorTable<WeComEndpoint> table) {
    table.add(FINAL, INVALID_MESSAGE, "it refers to no media_id", 41006);
    table.add(FINAL, INVALID_MESSAGE, "something in it has no title", 41016);
    table.add(FINAL, INVALID_MESSAGE, "an author is longer than 64 bytes", 45032);
    table.add(FINAL, INVALID_MESSAGE, "news cannot be sent with safe", 40074);
    table.add(FINAL, INVALID_MESSAGE, "the picture is not JPG or PNG, or too large", 40004, 40009);
    table.add(FINAL, INVALID_MESSAGE, "the picture was changed on its way", 301019);
  }

  private static void file(ErrorTable<WeComEndpoint> table) {
    table.add(FINAL, INVALID_MESSAGE, "the file is not of the format of its type", 40004, 301017);
    table.add(FINAL, INVALID_MESSAGE, "WeCom does not take files of this type", 40005);
    table.add(FINAL, INVALID_MESSAGE, "the file is too small or too large", 40006, 40009, 40011);
    table.add(FINAL, INVALID_MESSAGE, "the file is too large", 45001);
    table.add(FINAL, INVALID_MESSAGE, "the recording is longer than 60 s", 45007);
    table.add(FINAL, INVALID_MESSAGE, "no file arrived; is a proxy in the way?", 44001);
  }

  private static void robot(ErrorTable<WeComEndpoint> table) {
    table.add(
        FINAL,
        AUTHENTICATION,
        "no robot has this key; was it deleted? Copy its webhook from the group again",
        93000);
    table.add(FINAL, AUTHENTICATION, "the robot is disabled; enable it in the group", 93004);
    table.add(FINAL, AUTHENTICATION, "the robot is not in the group any more; add it again", 93008);
    table.add(
        MINUTE, MAY_PASS, THROTTLED, "a robot may send 20 messages a minute; wait for one", 45009);
  }

  private static void busy(ErrorTable<WeComEndpoint> table, Treatment treatment, String advice) {
    table.add(treatment, UNAVAILABLE, advice, -1);
  }
}
