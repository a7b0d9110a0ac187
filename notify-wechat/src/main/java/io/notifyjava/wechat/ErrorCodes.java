package io.notifyjava.wechat;

import static io.notifyjava.result.FailureReason.AUTHENTICATION;
import static io.notifyjava.result.FailureReason.INTERNAL;
import static io.notifyjava.result.FailureReason.INVALID_MESSAGE;
import static io.notifyjava.result.FailureReason.INVALID_RECIPIENT;
import static io.notifyjava.result.FailureReason.QUOTA;
import static io.notifyjava.result.FailureReason.RECIPIENT_REFUSED;
import static io.notifyjava.result.FailureReason.SUPPRESSED;
import static io.notifyjava.result.FailureReason.TEMPLATE;
import static io.notifyjava.result.FailureReason.THROTTLED;
import static io.notifyjava.result.FailureReason.UNAVAILABLE;
import static io.notifyjava.result.FailureReason.WINDOW_CLOSED;
import static io.notifyjava.wechat.Endpoint.BIZ_SEND;
import static io.notifyjava.wechat.Endpoint.CUSTOM_SEND;
import static io.notifyjava.wechat.Endpoint.MEDIA_UPLOAD;
import static io.notifyjava.wechat.Endpoint.ONE_TIME_SEND;
import static io.notifyjava.wechat.Endpoint.SUBSCRIBE_SEND;
import static io.notifyjava.wechat.Endpoint.TEMPLATE_LIST;
import static io.notifyjava.wechat.Endpoint.TEMPLATE_SEND;
import static io.notifyjava.wechat.Endpoint.TOKEN;
import static io.notifyjava.wechat.Endpoint.TYPING;
import static io.notifyjava.wechat.internal.Treatment.DUPLICATE;
import static io.notifyjava.wechat.internal.Treatment.FINAL;
import static io.notifyjava.wechat.internal.Treatment.MAY_PASS;
import static io.notifyjava.wechat.internal.Treatment.RENEW_TOKEN;
import static io.notifyjava.wechat.internal.Treatment.UNDECIDED;

import io.notifyjava.wechat.internal.ErrorRule;
import io.notifyjava.wechat.internal.ErrorTable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The error codes of an official account, by endpoint and code. Data; the tests hold it against the
 * sources row by row.
 *
 * <p>Sources, as of the page revisions of November 2025: "Get access token", "Get stable access
 * token", "Send template message" (revision 2025-11-26), "Send customer message", "Typing state",
 * "Upload temporary media", the three pages on subscription messages, "Global return codes", all at
 * developers.weixin.qq.com/doc; codes that those pages leave out, from WxJava's enums {@code
 * WxMpErrorMsgEnum} and {@code WxOpenErrorMsgEnum} (commit 9eba04d) and from replies that users
 * published.
 */
final class ErrorCodes {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofHours(24);

  /** What an account sends to its followers. */
  private static final Set<Endpoint> FOLLOWER_SENDS = EnumSet.of(TEMPLATE_SEND, CUSTOM_SEND);

  private static final Set<Endpoint> SUBSCRIPTIONS =
      EnumSet.of(SUBSCRIBE_SEND, BIZ_SEND, ONE_TIME_SEND);
  private static final Set<Endpoint> SENDS =
      EnumSet.of(TEMPLATE_SEND, CUSTOM_SEND, SUBSCRIBE_SEND, BIZ_SEND, ONE_TIME_SEND);
  private static final Set<Endpoint> CALLS = EnumSet.complementOf(EnumSet.of(TOKEN));

  private ErrorCodes() {}

  static ErrorTable<Endpoint> table(ErrorRule undocumented) {
    ErrorTable<Endpoint> table = new ErrorTable<>(Endpoint.class, undocumented);
    anyRequest(table.on(EnumSet.allOf(Endpoint.class)));
    token(table.on(EnumSet.of(TOKEN)));
    anyCall(table.on(CALLS));
    anySend(table.on(SENDS));
    recipient(table);
    limits(table);
    permission(table);
    shape(table);
    content(table);
    template(table);
    followerSends(table.on(FOLLOWER_SENDS));
    placedPage(table.on(EnumSet.of(TEMPLATE_SEND, BIZ_SEND, ONE_TIME_SEND)));
    subscriptions(table.on(SUBSCRIPTIONS));
    customSend(table.on(EnumSet.of(CUSTOM_SEND)));
    typing(table.on(EnumSet.of(TYPING)));
    upload(table.on(EnumSet.of(MEDIA_UPLOAD)));
    templateList(table.on(EnumSet.of(TEMPLATE_LIST)));
    return table;
  }

  /** The account and its credentials, whatever was asked. 89501 to 89505 from the enums. */
  private static void anyRequest(ErrorTable<Endpoint> table) {
    table.add(FINAL, AUTHENTICATION, "add this machine's address to the IP allow-list", 40164);
    table.add(FINAL, AUTHENTICATION, "this host does not serve the account; set base-url", 40222);
    table.add(FINAL, AUTHENTICATION, "the secret is frozen; unfreeze it in the console", 40243);
    table.add(FINAL, AUTHENTICATION, "check app-secret", 40125);
    table.add(FINAL, AUTHENTICATION, "app-id did not arrive; is a proxy in the way?", 41002);
    table.add(FINAL, AUTHENTICATION, "app-secret did not arrive; is a proxy in the way?", 41004);
    table.add(FINAL, AUTHENTICATION, "this account may not call this API", 50004);
    table.add(FINAL, AUTHENTICATION, "the account is frozen", 50007);
    table.add(FINAL, AUTHENTICATION, "an administrator must confirm the call", 89501, 89502, 89503);
    table.add(FINAL, AUTHENTICATION, "an administrator must confirm the call", 89504, 89505);
    table.add(DAY, FINAL, AUTHENTICATION, "an administrator denied this machine's address", 89506);
    table.add(HOUR, FINAL, AUTHENTICATION, "an administrator denied the call", 89507);
    table.add(FINAL, INTERNAL, "grant_type is set by this library; please report it", 40002);
    table.add(MINUTE, MAY_PASS, THROTTLED, "wait for the next minute", 45011);
  }

  private static void token(ErrorTable<Endpoint> table) {
    table.add(MAY_PASS, UNAVAILABLE, "WeChat is busy; no message was sent", -1);
    table.add(FINAL, AUTHENTICATION, "check app-secret", 40001);
    table.add(FINAL, AUTHENTICATION, "check app-id", 40013);
    table.add(FINAL, INTERNAL, "stable tokens need POST; does a proxy turn it into GET?", 43002);
    table.add(FINAL, QUOTA, "the day's token calls are used up; who else fetches tokens?", 45009);
  }

  /** Everything that carries a token. */
  private static void anyCall(ErrorTable<Endpoint> table) {
    table.add(
        RENEW_TOKEN,
        AUTHENTICATION,
        "WeChat refuses a token that was just fetched; do other programs fetch tokens too?",
        40001,
        40014,
        41001,
        42001);
    table.add(FINAL, AUTHENTICATION, "this account may not call this API", 48001);
    table.add(FINAL, AUTHENTICATION, "WeChat has banned the API for the account", 48004);
    table.add(FINAL, QUOTA, "the day's quota is used up", 45009);
  }

  private static void anySend(ErrorTable<Endpoint> table) {
    table.add(
        UNDECIDED,
        UNAVAILABLE,
        "WeChat is busy and does not say whether it took the message; send fewer at once",
        -1);
    table.add(DUPLICATE, SUPPRESSED, "WeChat sent an equal message in the last 60 seconds", 40241);
  }

  private static void recipient(ErrorTable<Endpoint> table) {
    table.add(FINAL, INVALID_RECIPIENT, "nobody has this open id at this account", 40003);
    table.add(FINAL, RECIPIENT_REFUSED, "the recipient does not follow the account", 43004, 50005);
    table.add(FINAL, RECIPIENT_REFUSED, "the recipient is on the account's blacklist", 43019);
    table.add(FINAL, RECIPIENT_REFUSED, "the recipient blocks the account", 43006);
    table.add(FINAL, RECIPIENT_REFUSED, "WeChat restricts the recipient", 50002);
    table.add(FINAL, RECIPIENT_REFUSED, "the recipient refuses such messages", 43101);
  }

  private static void limits(ErrorTable<Endpoint> table) {
    table.add(FINAL, QUOTA, "the month's quota is used up", 45040);
    table.add(FINAL, QUOTA, "the domain's quota is used up", 45104);
    table.add(FINAL, QUOTA, "the month's resets of the quota are used up", 48006);
    table.add(MAY_PASS, THROTTLED, "too many messages to this recipient; wait", 43117);
    table.add(MAY_PASS, THROTTLED, "the template was changed too often; wait", 43100);
  }

  private static void permission(ErrorTable<Endpoint> table) {
    table.add(FINAL, AUTHENTICATION, "this account may not call this API", 43104, 61007);
    table.add(FINAL, AUTHENTICATION, "this account may not send this kind", 40200, 48008);
    table.add(FINAL, AUTHENTICATION, "WeChat has banned the API for the account", 45102);
    table.add(FINAL, AUTHENTICATION, "WeChat has withdrawn the API", 45103, 45109, 46101);
  }

  private static void shape(ErrorTable<Endpoint> table) {
    table.add(FINAL, INVALID_MESSAGE, "the body is not one that WeChat knows", 40008, 40038);
    table.add(FINAL, INVALID_MESSAGE, "the body is not JSON in UTF-8", 40033, 47001, 47002);
    table.add(FINAL, INVALID_MESSAGE, "sends need POST; does a proxy turn it into GET?", 43002);
    table.add(FINAL, INVALID_MESSAGE, "the body is empty; does a proxy drop it?", 44002);
    table.add(FINAL, INVALID_MESSAGE, "something in it is too long", 45002, 45003, 45012, 45014);
    table.add(FINAL, INVALID_MESSAGE, "it has too many values", 45013);
  }

  private static void content(ErrorTable<Endpoint> table) {
    table.add(FINAL, INVALID_MESSAGE, "a mini program in it is not bound here", 40013, 40166);
    table.add(FINAL, INVALID_MESSAGE, "a mini program in it is not linked here", 40168);
    table.add(FINAL, INVALID_MESSAGE, "a page in it is not published or linked", 40165);
    table.add(FINAL, INVALID_MESSAGE, "a page in it does not exist", 41030);
    table.add(FINAL, INVALID_MESSAGE, "a link in it is too long", 40039);
    table.add(FINAL, INVALID_MESSAGE, "a link in it is not allowed", 45051);
    table.add(FINAL, INVALID_MESSAGE, "its title has the wrong length", 40062);
    table.add(FINAL, INVALID_MESSAGE, "WeChat found its content illegal", 40249);
  }

  private static void template(ErrorTable<Endpoint> table) {
    table.add(FINAL, TEMPLATE, "template_id is missing or in the wrong place", 40036);
    // Seen for good ids too, on single days; too rare to be worth a repeat that is wrong otherwise.
    table.add(FINAL, TEMPLATE, "this account has no such template; was it deleted?", 40037);
    table.add(FINAL, TEMPLATE, "templates of this kind cannot be sent here", 43102);
    table.add(FINAL, TEMPLATE, "WeChat has banned the template; appeal in the console", 43116);
    table.add(FINAL, TEMPLATE, "the template is disabled", 48011);
    table.add(
        FINAL, TEMPLATE, "each kind of value (thing, time, phrase, …) has its own limits", 47003);
  }

  /** Codes that WeChat knows of template and customer-service messages alone. */
  private static void followerSends(ErrorTable<Endpoint> table) {
    table.add(FINAL, RECIPIENT_REFUSED, "the recipient refuses such messages", 48002);
    table.add(FINAL, RECIPIENT_REFUSED, "WeChat shields the recipient", 70000);
    table.add(FINAL, AUTHENTICATION, "WeChat blocks the account's messages", 45087, 45094);
    table.add(FINAL, AUTHENTICATION, "kf_account is not one of this account", 61451, 61452);
    table.add(FINAL, INVALID_MESSAGE, "something in it is empty", 44003, 44004);
    table.add(FINAL, INVALID_MESSAGE, "something in it is too long", 45004, 45005, 45006, 45007);
    table.add(FINAL, INVALID_MESSAGE, "it has too many articles", 45008);
    table.add(FINAL, INVALID_MESSAGE, "this kind cannot be sent like this", 45050, 45162);
    table.add(FINAL, INVALID_MESSAGE, "media_id is unknown or has expired", 40007);
    table.add(FINAL, INVALID_MESSAGE, "a page in it does not exist", 41028);
    table.add(FINAL, INVALID_MESSAGE, "a link in it is not allowed", 40213, 40214, 45086);
    table.add(FINAL, INVALID_MESSAGE, "the menu in it has the wrong size", 45098, 45099);
  }

  /** The same codes, with the name of the field that causes them here. */
  private static void placedPage(ErrorTable<Endpoint> table) {
    table.add(
        FINAL,
        INVALID_MESSAGE,
        "miniprogram.appid must be a mini program that is bound to this account",
        40013,
        40166,
        40168);
    table.add(FINAL, INVALID_MESSAGE, "miniprogram.pagepath is not published or linked", 40165);
    table.add(FINAL, INVALID_MESSAGE, "url is too long", 40039);
  }

  private static void subscriptions(ErrorTable<Endpoint> table) {
    table.add(
        FINAL,
        RECIPIENT_REFUSED,
        "the recipient refused, or what they allowed is used up, or the template is one of"
            + " another kind of subscription; ask them again, do not send again",
        43101);
    table.add(FINAL, TEMPLATE, "this is no template of a subscription", 43102);
    table.add(FINAL, INVALID_MESSAGE, "page does not exist or is not published", 41030);
  }

  private static void customSend(ErrorTable<Endpoint> table) {
    table.add(
        FINAL,
        WINDOW_CLOSED,
        "the follower has not written in the last 48 hours, or has left;"
            + " send a template message instead",
        45015);
    table.add(
        FINAL,
        WINDOW_CLOSED,
        "the messages that the follower's last action allows are used up;"
            + " send a template message instead",
        45047);
    // "No quota to send msg", nobody says of what: not WINDOW_CLOSED, which would open a fallback.
    table.add(FINAL, QUOTA, "no quota to send customer-service messages", 45093);
  }

  private static void typing(ErrorTable<Endpoint> table) {
    table.add(UNDECIDED, UNAVAILABLE, "WeChat is busy; try again", -1);
    table.add(FINAL, INVALID_RECIPIENT, "nobody has this open id at this account", 40003);
    table.add(FINAL, AUTHENTICATION, "this account may not show typing", 40200);
    table.add(FINAL, INTERNAL, "command is set by this library; please report it", 45072);
    table.add(FINAL, WINDOW_CLOSED, "the window for messages is closed, and for typing too", 45015);
    table.add(FINAL, WINDOW_CLOSED, "there was no exchange in the last 30 seconds", 45080);
    table.add(FINAL, SUPPRESSED, "typing is shown already, for 15 seconds", 45081);
    table.add(FINAL, INVALID_MESSAGE, "this needs POST; does a proxy turn it into GET?", 43002);
    table.add(FINAL, INVALID_MESSAGE, "the body is not JSON in UTF-8", 47001);
  }

  private static void upload(ErrorTable<Endpoint> table) {
    table.add(UNDECIDED, UNAVAILABLE, "WeChat is busy; upload again", -1);
    table.add(FINAL, INVALID_MESSAGE, "WeChat does not take this type of media", 40004, 40005);
    table.add(FINAL, INVALID_MESSAGE, "the file has the wrong size", 40006, 40009, 40010, 40011);
    table.add(FINAL, INVALID_MESSAGE, "the file has the wrong size", 40012, 45001);
    table.add(FINAL, INVALID_MESSAGE, "the recording is too long", 45007);
    table.add(FINAL, INVALID_MESSAGE, "the file did not arrive; is a proxy in the way?", 41005);
    table.add(FINAL, INVALID_MESSAGE, "the file is empty", 44001);
    table.add(FINAL, INVALID_MESSAGE, "uploads need POST; does a proxy turn it into GET?", 43002);
  }

  private static void templateList(ErrorTable<Endpoint> table) {
    // Reading changes nothing, so nothing is left undecided.
    table.add(MAY_PASS, UNAVAILABLE, "WeChat is busy; ask again", -1);
    table.add(FINAL, INVALID_MESSAGE, "this needs GET; does a proxy turn it into POST?", 43001);
  }
}
