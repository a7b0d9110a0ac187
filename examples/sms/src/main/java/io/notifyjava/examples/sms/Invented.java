package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsVariable;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/** Messages to invented numbers, each made when it is asked for. */
final class Invented implements Rows {

  private static final long FIRST = 13_000_000_000L;

  private final SmsTemplate template;
  private final long count;
  private final boolean sameText;
  private long next;

  Invented(SmsTemplate template, long count, boolean sameText) {
    this.template = template;
    this.count = count;
    this.sameText = sameText;
  }

  @Override
  public List<String> variables() {
    return template.variables().stream().map(SmsVariable::name).toList();
  }

  @Override
  public void close() {
    // Nothing was opened.
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long number = next++;
    SmsMessage.Builder message =
        SmsMessage.to(Long.toString(FIRST + number)).template(template.name());
    for (SmsVariable variable : template.variables()) {
      message.with(variable.name(), value(variable, sameText ? 0 : number));
    }
    SmsMessage made = message.build();
    return new Row.Good(
        new CsvRow(number + 1, Long.toString(FIRST + number), made.variables()), made);
  }

  /** Digits suit most rules; a template that they do not suit says so. */
  private static String value(SmsVariable variable, long number) {
    int length = Math.min(6, variable.maxLength());
    String digits = String.format(Locale.ROOT, "%06d", number % 1_000_000);
    return digits.substring(6 - length);
  }
}
