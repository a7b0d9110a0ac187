package io.notifyjava.examples.sms;

import io.notifyjava.message.SmsMessage;

/** What comes next: a message, or a row of which none can be made. */
sealed interface Row {

  /** A message. */
  record Good(SmsMessage message) implements Row {}

  /**
   * A row that is passed over.
   *
   * @param line where it ends in the file, from 1
   * @param problem why, without the number
   */
  record Broken(long line, String problem) implements Row {}
}
