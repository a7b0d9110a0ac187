package io.notifyjava.sms.xuanwu;

import static io.notifyjava.result.FailureReason.AUTHENTICATION;
import static io.notifyjava.result.FailureReason.INVALID_MESSAGE;
import static io.notifyjava.result.FailureReason.INVALID_RECIPIENT;
import static io.notifyjava.result.FailureReason.QUOTA;
import static io.notifyjava.result.FailureReason.UNAVAILABLE;

import java.util.Map;

/**
 * Every code of Xuanwu that a source names.
 *
 * <p>Sources: public clients in several languages and the vendor's enumeration of results in its
 * SOAP samples, which agree; the module's README says more. Codes that none of them names are
 * {@link ReplyRule#UNDOCUMENTED}.
 */
final class ReplyCodes {

  private static final String TOO_MANY =
      "the call held more messages than Xuanwu takes; lower max-numbers";
  private static final String BALANCE = "the balance is used up; top the account up";
  private static final String INTERNAL = "Xuanwu failed inside and does not say where";

  /** Codes of MOS REST. */
  static final Map<Integer, ReplyRule> MOS =
      Map.ofEntries(
          rule(
              -1,
              new ReplyRule(
                  AUTHENTICATION,
                  Treatment.FINAL,
                  "the account is invalid, disabled or expired; check account and contract")),
          rule(
              -2,
              new ReplyRule(
                  INVALID_MESSAGE,
                  Treatment.SPLIT,
                  "Xuanwu finds the parameters invalid; check biz-type, text and sign name")),
          rule(
              -3,
              new ReplyRule(
                  INVALID_MESSAGE,
                  Treatment.FINAL,
                  "Xuanwu misses the method or a header; check base-url, and that no proxy changes"
                      + " calls")),
          rule(
              -5,
              new ReplyRule(
                  INVALID_RECIPIENT,
                  Treatment.SPLIT,
                  "Xuanwu finds the number or the message's data invalid")),
          rule(-6, new ReplyRule(AUTHENTICATION, Treatment.FINAL, "check account and password")),
          rule(
              -7,
              new ReplyRule(
                  AUTHENTICATION, Treatment.FINAL, "the old password is wrong; check password")),
          rule(
              -9,
              new ReplyRule(QUOTA, Treatment.FINAL, "the account has no fund account; ask Xuanwu")),
          rule(-11, new ReplyRule(INVALID_MESSAGE, Treatment.SPLIT, TOO_MANY)),
          rule(-12, new ReplyRule(QUOTA, Treatment.FINAL, BALANCE)),
          rule(
              -13,
              new ReplyRule(
                  AUTHENTICATION,
                  Treatment.FINAL,
                  "the account has no right to send; check biz-type, or ask Xuanwu")),
          rule(-99, new ReplyRule(UNAVAILABLE, Treatment.UNDECIDED, INTERNAL)),
          rule(-100, new ReplyRule(UNAVAILABLE, Treatment.UNDECIDED, INTERNAL)),
          rule(
              -200,
              new ReplyRule(
                  UNAVAILABLE,
                  Treatment.UNDECIDED,
                  "Xuanwu had trouble with its network and does not say where")));

  /** Codes of the cgi-bin interface. */
  static final Map<Integer, ReplyRule> CGI =
      Map.ofEntries(
          rule(
              -2,
              new ReplyRule(
                  INVALID_MESSAGE,
                  Treatment.SPLIT,
                  "Xuanwu finds the parameters bad; check encode, message-type, number-separator,"
                      + " text and sign name")),
          rule(
              -3,
              new ReplyRule(
                  UNAVAILABLE,
                  Treatment.MAY_PASS,
                  "Xuanwu is still loading the account's data; try again")),
          rule(
              -6,
              new ReplyRule(AUTHENTICATION, Treatment.FINAL, "check password and password-form")),
          rule(
              -7,
              new ReplyRule(
                  AUTHENTICATION,
                  Treatment.FINAL,
                  "Xuanwu knows no such user; account must be account@enterprise")),
          rule(-11, new ReplyRule(INVALID_MESSAGE, Treatment.SPLIT, TOO_MANY)),
          rule(-12, new ReplyRule(QUOTA, Treatment.FINAL, BALANCE)),
          rule(-99, new ReplyRule(UNAVAILABLE, Treatment.UNDECIDED, INTERNAL)));

  private ReplyCodes() {}

  private static Map.Entry<Integer, ReplyRule> rule(int code, ReplyRule rule) {
    return Map.entry(code, rule);
  }
}
