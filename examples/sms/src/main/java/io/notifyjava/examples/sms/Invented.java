package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.message.Variables;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Invents numbers, and what they get.
 *
 * @param template what is sent
 * @param sameText whether all get the same
 */
record Invented(SmsTemplate template, boolean sameText) {

  private static final long FIRST = 13_000_000_000L;

  /** Returns the names of the values. */
  List<String> variables() {
    return template.variables().stream().map(SmsVariable::name).toList();
  }

  /** Returns the recipient of a number, from 0. */
  CsvRow row(long number) {
    Map<String, String> values = new LinkedHashMap<>();
    for (SmsVariable variable : template.variables()) {
      values.put(variable.name(), value(variable, sameText ? 0 : number));
    }
    return new CsvRow(number + 1, Long.toString(FIRST + number), Variables.of(values));
  }

  /** Digits suit most rules; a template that they do not suit says so. */
  private static String value(SmsVariable variable, long number) {
    int length = Math.min(6, variable.maxLength());
    String digits = String.format(Locale.ROOT, "%06d", number % 1_000_000);
    return digits.substring(6 - length);
  }
}
