package io.notifyjava.checks.leaks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what of all that must stand nowhere stands in a text. */
final class Scanner {

  private final Needles needles;
  private final Set<String> secrets;
  private final Map<String, Pattern> codes;

  Scanner(Canaries canaries) {
    secrets = canaries.secrets();
    codes = canaries.codes();
    Collection<String> texts = new LinkedHashSet<>(secrets);
    texts.addAll(codes.keySet());
    Rule.VALUES.forEach(rule -> texts.add(rule.hint()));
    needles = new Needles(texts);
  }

  /**
   * Returns what was found, by name; a value that tests use is named by itself, for it is known.
   */
  List<String> find(String text) {
    Set<String> hits = needles.in(text);
    int digits = 0;
    int word = 0;
    boolean number = false;
    boolean longWord = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean isDigit = letter >= '0' && letter <= '9';
      boolean isWord = isDigit || letter == '_' || letter == '-' || isLetter(letter);
      digits = isDigit ? digits + 1 : 0;
      word = isWord ? word + 1 : 0;
      number |= digits == Rule.DIGITS;
      longWord |= word == Rule.LONG_WORD;
    }
    if (hits.isEmpty() && !number && !longWord) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    hits.stream().filter(secrets::contains).map(hit -> "the test's " + hit).forEach(found::add);
    hits.stream()
        .filter(codes::containsKey)
        .filter(code -> codes.get(code).matcher(text).find())
        .map(code -> "the test's code " + code)
        .forEach(found::add);
    Stream.of(
            number ? Rule.NUMBERS : List.<Rule>of(),
            longWord ? Rule.WORDS : List.<Rule>of(),
            hits.isEmpty() ? List.<Rule>of() : Rule.VALUES)
        .flatMap(List::stream)
        .filter(rule -> rule.hint().isEmpty() || hits.contains(rule.hint()))
        .filter(rule -> rule.finds(text))
        .map(Rule::name)
        .forEach(found::add);
    return found;
  }

  private static boolean isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  }
}
