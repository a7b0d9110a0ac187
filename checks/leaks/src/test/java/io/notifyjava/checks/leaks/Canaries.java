package io.notifyjava.checks.leaks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets, keys, open ids and code values that tests use. Most are read from the sources of the
 * tests themselves, so a new test brings its own along; the others, and what looks like a secret
 * but is none, stand in {@code canaries.txt}.
 *
 * @param secrets texts that count wherever they stand
 * @param codes values of one-time codes, each with the form in which it counts
 */
record Canaries(Set<String> secrets, Map<String, Pattern> codes) {

  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";

  /** Texts given to what takes a secret or somebody's address. */
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile(
              "(?:Secret\\.of|[sS]ecret|[pP]assword|[aA]ccessKey|appKey|securityToken|[aA]esKey)"
                  + "\\(\\s*"
                  + TEXT
                  + "(?:,\\s*"
                  + TEXT
                  + ")?"),
          Pattern.compile(
              "String \\w*(?:SECRET|PASSWORD|TOKEN|KEY|OPEN_ID|DIGEST|PERSON|CANARY)\\w*\\s*=\\s*"
                  + TEXT
                  + ";"),
          Pattern.compile("(?:CustomerMessage\\.to|TemplateMessage\\.to|openId)\\(\\s*" + TEXT));

  /** Texts given to the variable that a one-time code travels in. */
  private static final Pattern CODE = Pattern.compile("with\\(\\s*\"code\",\\s*\"(\\w{4,})\"\\)");

  /** Shorter texts, and plain words, stand in honest lines too. */
  private static final Pattern TELLING = Pattern.compile("(?=.*[0-9A-Z_/+-])[\\x21-\\x7e]{8,}");

  /** From so many characters on, a code does not come about by chance. */
  private static final int LONG_CODE = 6;

  private static final String INNOCENT = "innocent:";

  /**
   * Reads them.
   *
   * @param declared a text in each line; after {@code #}, comments; with {@code innocent:} in
   *     front, a text that is none although it looks like one
   */
  static Canaries of(Collection<TestModule> modules, List<String> declared) throws IOException {
    Set<String> secrets = new TreeSet<>();
    Map<String, Pattern> codes = new TreeMap<>();
    for (TestModule module : modules) {
      for (Path source : module.testSources()) {
        collect(Files.readString(source), secrets, codes);
      }
    }
    for (String line : declared) {
      if (line.startsWith(INNOCENT)) {
        secrets.remove(line.substring(INNOCENT.length()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        secrets.add(line);
      }
    }
    return new Canaries(secrets, codes);
  }

  /** Adds what stands in one source. */
  static void collect(String source, Set<String> secrets, Map<String, Pattern> codes) {
    for (Pattern pattern : SECRETS) {
      Matcher matcher = pattern.matcher(source);
      while (matcher.find()) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
          String text = matcher.group(group);
          if (text != null && TELLING.matcher(text.translateEscapes().strip()).matches()) {
            secrets.add(text.translateEscapes().strip());
          }
        }
      }
    }
    Matcher matcher = CODE.matcher(source);
    while (matcher.find()) {
      codes.computeIfAbsent(matcher.group(1), Canaries::form);
    }
  }

  /** A number of a few digits is a count or a duration as often, so the words around it decide. */
  private static Pattern form(String code) {
    return code.length() >= LONG_CODE
        ? Pattern.compile("(?<![\\w.])" + code + "(?!\\w|\\.\\d)")
        : Pattern.compile(
            "(?i)(?:\\bcode|captcha|content|text|\\u7801)[^\\d\\n]{0,12}"
                + code
                + "(?!\\w)|\""
                + code
                + "\"");
  }
}
