package io.notifyjava.testkit.simulator;

/**
 * What message/send is answered when {@code enable_duplicate_check} kept the message from being
 * delivered again. Not documented beyond that nothing is delivered, so a client must cope with
 * each.
 *
 * @since 0.1.0
 */
public enum WeComDuplicateReply {
  /** {@code errcode} 0 with the first message's {@code msgid}. */
  SAME_MSGID,
  /** {@code errcode} 0 with a {@code msgid} of its own, which stands for no message. */
  NEW_MSGID,
  /** {@code errcode} 0 without a {@code msgid}. */
  NO_MSGID
}
