package io.notifyjava.examples.broadcast;

import io.notifyjava.message.Recipient;
import io.notifyjava.message.Variables;

/**
 * One recipient of the file.
 *
 * @param line where the row begins in the file, from 1
 * @param openId of the follower
 * @param variables the other columns by their names
 */
record Row(long line, String openId, Variables variables) {

  @Override
  public String toString() {
    return "Row[line=" + line + ", " + Recipient.openId(openId) + ", " + variables + "]";
  }
}
