package io.notifyjava.jdbc;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of tables, and the statements in which they stand. Thread-safe. */
final class Names {

  static final String DEFAULT_PREFIX = "notify_";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,23}");
  private static final Pattern TABLE =
      Pattern.compile(
          "\\bnotify_(schema|outbox|token|token_lock|limit|limit_claim|idempotency|ledger|ledger_entry)\\b");

  private final @Nullable String schema;
  private final String prefix;
  private final ConcurrentMap<String, String> statements = new ConcurrentHashMap<>();

  Names(@Nullable String schema, String prefix) {
    this.schema = schema;
    this.prefix = prefix;
  }

  /**
   * Returns a name that can stand in a statement as it is.
   *
   * @throws IllegalArgumentException if it could not
   */
  static String checked(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to 63 letters, digits or underscores and not begin with a digit, but"
              + " was '"
              + shown(name)
              + "'");
    }
    return name;
  }

  static String checkedPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "tablePrefix must be 1 to 24 letters, digits or underscores and begin with a letter, but"
              + " was '"
              + shown(prefix)
              + "'");
    }
    return prefix;
  }

  private static String shown(String name) {
    String cut = name.length() > 64 ? name.substring(0, 64) + "..." : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /** Returns a table's name as it stands in statements. */
  String table(String name) {
    return (schema == null ? "" : schema + ".") + prefix + name;
  }

  /** Returns the prefix with the schema, for locks that stand for all tables. */
  String all() {
    return table("");
  }

  /** Puts names and the clock of a dialect into a statement of ours. */
  String statement(String template, Dialect dialect) {
    // As many as there are statements in the code, and lengths of lists, which are few.
    return statements.computeIfAbsent(
        template,
        text ->
            script(text)
                .replace("{now}", dialect.now())
                .replace("{least}", dialect.least())
                .replace("{bytes}", dialect.bytes()));
  }

  /** Puts names into a script. Indexes take the prefix only: they live where their table does. */
  String script(String text) {
    Matcher tables = TABLE.matcher(text);
    String named = tables.replaceAll(found -> Matcher.quoteReplacement(MARK + found.group(1)));
    return named.replace(DEFAULT_PREFIX, prefix).replace(MARK, all());
  }

  private static final String MARK = "\u0001";
}
