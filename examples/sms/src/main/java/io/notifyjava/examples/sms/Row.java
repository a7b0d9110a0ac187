package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.message.SmsMessage;

/** What comes next: a message, or a row of which none can be made. */
sealed interface Row {

  /** Returns the row as it stands in the file; without an address if it cannot be read. */
  CsvRow row();

  /** A message. */
  record Good(CsvRow row, SmsMessage message) implements Row {}

  /**
   * A row that is passed over.
   *
   * @param problem why, without the number
   */
  record Broken(CsvRow row, String problem) implements Row {}
}
