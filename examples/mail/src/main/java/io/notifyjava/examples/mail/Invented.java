package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.message.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Invents people.
 *
 * @param variables the names of the values that each has
 */
record Invented(List<String> variables) {

  /** As names are, and not as templates like them. */
  private static final List<String> NAMES =
      List.of("Ann", "Li Wei", "Zoë", "Bob & Eve", "Müller", "张伟", "O'Brien", "Max <Max>");

  /** Returns the recipient of a number, from 0. */
  CsvRow row(long number) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : variables) {
      values.put(name, value(name, number));
    }
    String address = String.format(Locale.ROOT, "reader%07d@example.test", number);
    return new CsvRow(number + 1, address, Variables.of(values));
  }

  private static String value(String name, long number) {
    return name.equals("NAME")
        ? NAMES.get((int) (number % NAMES.size()))
        : String.format(Locale.ROOT, "%s-%07d", name, number);
  }
}
