package io.notifyjava.testkit.simulator;

/**
 * What a template call is answered when its {@code client_msg_id} was already used for the same
 * open id within ten minutes. Not documented by the vendor, so a client must cope with each.
 *
 * @since 0.1.0
 */
public enum DuplicateReply {
  /** {@code errcode} 0 with the first message's {@code msgid}. */
  SAME_MSGID,
  /** {@code errcode} 40241, "The message is duplicate in 60 seconds". */
  ERROR_40241
}
