package io.notifyjava.mail;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server said it can do (RFC 5321 section 4.1.1.1).
 *
 * @param startTls whether it can change to TLS
 * @param pipelining whether it takes commands without waiting for each reply
 * @param smtpUtf8 whether it takes addresses in any script
 * @param maxSize the largest mail that it takes; 0 if it names none
 * @param auth the ways to sign in, in capitals
 */
record Offers(
    boolean startTls, boolean pipelining, boolean smtpUtf8, long maxSize, Set<String> auth) {

  /** What a server offers that said nothing, or may not be believed yet. */
  static final Offers NONE = new Offers(false, false, false, 0, Set.of());

  static Offers of(Reply ehlo) {
    boolean startTls = false;
    boolean pipelining = false;
    boolean smtpUtf8 = false;
    long maxSize = 0;
    Set<String> auth = new HashSet<>();
    List<String> lines = ehlo.lines();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.trim().toUpperCase(Locale.ROOT).split("[ =]", 64);
      switch (words[0]) {
        case "STARTTLS" -> startTls = true;
        case "PIPELINING" -> pipelining = true;
        case "SMTPUTF8" -> smtpUtf8 = true;
        case "SIZE" -> maxSize = words.length < 2 ? 0 : number(words[1]);
        case "AUTH" -> auth.addAll(List.of(words).subList(1, words.length));
        default -> {}
      }
    }
    return new Offers(startTls, pipelining, smtpUtf8, maxSize, Set.copyOf(auth));
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
