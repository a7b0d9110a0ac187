package io.notifyjava.examples.common;

import io.notifyjava.message.Variables;

/**
 * One recipient of the file.
 *
 * @param line where the row begins in the file, from 1
 * @param address as it stands there, without the blanks around it
 * @param variables the other columns by their names
 */
public record CsvRow(long line, String address, Variables variables) {

  @Override
  public String toString() {
    return "CsvRow[line=" + line + ", " + variables + "]";
  }
}
