package io.notifyjava.examples.common;

import io.notifyjava.message.Message;

/** What comes next: a message, or a row of which none can be made. */
public sealed interface Row {

  /** Returns the row as it stands in the file; without an address if it cannot be read. */
  CsvRow row();

  /** A message. */
  record Good(CsvRow row, Message message) implements Row {}

  /**
   * A row that is passed over.
   *
   * @param problem why, without the address
   */
  record Broken(CsvRow row, String problem) implements Row {}
}
