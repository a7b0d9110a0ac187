package io.notifyjava.testkit.simulator;

import static io.notifyjava.testkit.simulator.AccountKind.MINI_PROGRAM;
import static io.notifyjava.testkit.simulator.AccountKind.SERVICE;
import static io.notifyjava.testkit.simulator.AccountKind.SUBSCRIPTION;
import static io.notifyjava.testkit.simulator.AccountKind.TEST;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which kind of account may make which call.
 *
 * <p>Sources: the vendor's pages of each call; 45109 for a mini program's token on template/send
 * was observed in public threads. Which of 43104 and 48001 the subscription calls answer to a
 * foreign kind of account is not documented.
 */
final class Permissions {

  private static final Set<AccountKind> TEMPLATE_SENDERS = EnumSet.of(SERVICE, TEST);
  private static final Set<AccountKind> ONE_TIME_SENDERS = EnumSet.of(SERVICE, SUBSCRIPTION, TEST);

  private Permissions() {}

  /**
   * Lets the account pass.
   *
   * @throws Refused if this kind of account may not make the call
   */
  static void check(AccountKind kind, WeChatApi api) {
    int refusal = refusal(kind, api);
    if (refusal != 0) {
      throw new Refused(refusal);
    }
  }

  /** The error for this kind of account, or 0 if it may make the call. */
  static int refusal(AccountKind kind, WeChatApi api) {
    return switch (api) {
      case TEMPLATE -> kind == MINI_PROGRAM ? 45109 : only(TEMPLATE_SENDERS, kind, 48001);
      case TEMPLATE_LIST -> only(TEMPLATE_SENDERS, kind, 48001);
      case CUSTOMER, TYPING, MEDIA_UPLOAD -> kind == AccountKind.UNVERIFIED ? 48001 : 0;
      case SUBSCRIBE -> kind == MINI_PROGRAM ? 0 : 43104;
      case SERVICE_SUBSCRIBE -> kind == SERVICE ? 0 : 43104;
      case ONE_TIME_SUBSCRIBE -> only(ONE_TIME_SENDERS, kind, 48001);
      // an agency's variant, which no account may call with a token of its own
      case CUSTOMER_BUSINESS -> 48001;
      // withdrawn on 2023-09-20 and on 2020-01-11, for everybody
      case UNIFORM -> 45109;
      case FORM -> 46101;
      case TOKEN, STABLE_TOKEN, CLEAR_QUOTA, CLEAR_QUOTA_V2, QUOTA_CLEAR, QUOTA_GET, RID_GET -> 0;
    };
  }

  private static int only(Set<AccountKind> kinds, AccountKind kind, int refusal) {
    return kinds.contains(kind) ? 0 : refusal;
  }
}
