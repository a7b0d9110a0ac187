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

  /** Longest text that is searched; the rest is cut, so that a hostile answer costs nothing. */
  private static final int MAX_LENGTH = 2_000;

  private final Set<Secret> secrets = new CopyOnWriteArraySet<>();

  /** Creates a redactor that also hides these live values. */
  public Redactor(List<Secret> secrets) {
    this.secrets.addAll(secrets);
  }

  /** Returns the text, cut to 2,000 characters, with every secret replaced by {@code ***}. */
  public String redact(String text) {
    String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    for (Secret secret : secrets) {
      shown = shown.replace(secret.reveal(), Masking.MASK);
    }
    Matcher matcher = PARAMETER.matcher(shown);
    return matcher.replaceAll("$1$2" + Matcher.quoteReplacement(Masking.MASK));
  }

  /** Returns the text with every secret and also the given short-lived one replaced. */
  public String redact(String text, String alsoSecret) {
    return redact(alsoSecret.isEmpty() ? text : text.replace(alsoSecret, Masking.MASK));
  }
}
