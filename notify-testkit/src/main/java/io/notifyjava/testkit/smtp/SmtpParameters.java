package io.notifyjava.testkit.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code MAIL} may say beside the sender. */
final class SmtpParameters {

  private static final Pattern SIZE = Pattern.compile("\\d{1,20}");

  /** RFC 3461 section 4: printable ASCII but + and =, or + and two capital hexadecimal digits. */
  private static final Pattern XTEXT = Pattern.compile("<>|(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+");

  private final SmtpSettings settings;
  private final boolean extended;

  SmtpParameters(SmtpSettings settings, boolean extended) {
    this.settings = settings;
    this.extended = extended;
  }

  void check(Map<String, String> parameters) throws SmtpRefusal {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!extended) {
        throw unknown(parameter.getKey());
      }
      check(parameter.getKey(), parameter.getValue());
    }
  }

  private void check(String name, String value) throws SmtpRefusal {
    SmtpSettings.Offers offers = settings.offers();
    switch (name) {
      case "SIZE" -> size(value);
      case "BODY" -> {
        offered(offers.eightBit(), name);
        String body = value.toUpperCase(Locale.ROOT);
        if (!body.equals("7BIT") && !body.equals("8BITMIME")) {
          throw SmtpRefusal.violation(501, "5.5.4", "expected BODY=7BIT or BODY=8BITMIME");
        }
      }
      case "SMTPUTF8" -> {
        offered(offers.utf8(), name);
        if (!value.isEmpty()) {
          throw SmtpRefusal.violation(501, "5.5.4", "SMTPUTF8 has no value");
        }
      }
      case "AUTH" -> {
        offered(settings.login().offered(), name);
        if (!XTEXT.matcher(value).matches()) {
          throw SmtpRefusal.violation(501, "5.5.4", "expected AUTH=<> or a mailbox in xtext");
        }
      }
      default -> throw unknown(name);
    }
  }

  private void size(String value) throws SmtpRefusal {
    if (!SIZE.matcher(value).matches()) {
      throw SmtpRefusal.violation(501, "5.5.4", "expected SIZE=bytes");
    }
    long most = settings.limits().size();
    if (value.length() > 18 || Long.parseLong(value) > most) {
      throw SmtpRefusal.of(552, "5.3.4", "message size exceeds the limit of " + most);
    }
  }

  private static void offered(boolean offered, String name) throws SmtpRefusal {
    if (!offered) {
      throw unknown(name);
    }
  }

  private static SmtpRefusal unknown(String name) {
    return SmtpRefusal.violation(555, "5.5.4", "the parameter " + name + " is not offered");
  }
}
