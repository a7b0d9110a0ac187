package io.notifyjava.message;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that comes from outside, such as a vendor's error text or the message
 * of an exception, before it reaches a log, a failure or an exception of ours.
 *
 * <p>Two nets: the values of parameters whose names are known to be secret, and the live values of
 * the secrets that were registered. Thread-safe; one instance belongs to one account.
 *
 * @since 0.1.0
 */
public final class Redactor {

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)\\b(access_token|secret|appsecret|corpsecret|key|password|signature|accesskeyid|x-wsse|authorization)"
              + "(\"?\\s*[=:]\\s*\"?)([^&\\s\"',}]+)");

  /** Longest text that is shown; the rest is cut. */
  private static final int MAX_LENGTH = 2_000;

  /** Longest text that is searched, so that a hostile answer costs nothing. */
  private static final int MAX_SEARCHED = 8_192;

  private final Set<Secret> secrets = new CopyOnWriteArraySet<>();

  /** Creates a redactor that also hides these live values. */
  public Redactor(List<Secret> secrets) {
    this.secrets.addAll(secrets);
  }

  /** Returns the text, cut to 2,000 characters, with every secret replaced by {@code ***}. */
  public String redact(String text) {
    boolean cut = text.length() > MAX_SEARCHED;
    String shown = cut ? text.substring(0, MAX_SEARCHED) : text;
    int longest = 0;
    for (Secret secret : secrets) {
      String value = secret.reveal();
      longest = Math.max(longest, value.length());
      shown = shown.replace(value, Masking.MASK);
    }
    shown = PARAMETER.matcher(shown).replaceAll("$1$2" + Matcher.quoteReplacement(Masking.MASK));
    // What stands at the end of a cut text may be the beginning of a secret.
    int whole = cut ? Math.max(0, shown.length() - longest) : shown.length();
    return whole > MAX_LENGTH ? shown.substring(0, MAX_LENGTH) + "…" : shown.substring(0, whole);
  }

  /** Returns the text with every secret and also the given short-lived one replaced. */
  public String redact(String text, String alsoSecret) {
    return redact(alsoSecret.isEmpty() ? text : text.replace(alsoSecret, Masking.MASK));
  }
}
