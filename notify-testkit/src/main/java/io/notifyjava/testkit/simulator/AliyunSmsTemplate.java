package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template that the vendor approved.
 *
 * @param kind what it is for
 * @param text with {@code ${name}} for values
 */
record AliyunSmsTemplate(Kind kind, String text) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  /** What a template is for; codes have tighter rules. */
  enum Kind {
    CODE,
    NOTICE
  }

  Set<String> variables() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
