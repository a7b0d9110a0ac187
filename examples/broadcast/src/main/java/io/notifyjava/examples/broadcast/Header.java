package io.notifyjava.examples.broadcast;

import io.notifyjava.message.Variables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first row of the file: where the open id stands and what the other columns are called.
 *
 * <p>A file of rejected messages that an earlier run wrote is understood too, so that it can be
 * sent again as it is: what that run said of each message is passed over.
 */
final class Header {

  static final String OPEN_ID = "openid";

  /** The columns that stand before the variables in a file of rejected messages. */
  static final List<String> REPORT = List.of("line", OPEN_ID, "outcome", "reason", "code", "text");

  /** What the library's templates take as a name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  private final int columns;
  private final int openId;
  private final Map<Integer, String> variables;

  private Header(int columns, int openId, Map<Integer, String> variables) {
    this.columns = columns;
    this.openId = openId;
    this.variables = variables;
  }

  /**
   * Reads the header.
   *
   * @throws UsageException naming everything that is wrong with it
   */
  static Header of(List<String> names) {
    boolean report = names.size() >= REPORT.size() && names.subList(0, 6).equals(REPORT);
    int openId = names.indexOf(OPEN_ID);
    Map<Integer, String> variables = new LinkedHashMap<>();
    for (int column = report ? REPORT.size() : 0; column < names.size(); column++) {
      if (column != openId) {
        variables.put(column, names.get(column).trim());
      }
    }
    List<String> problems = new ArrayList<>();
    if (openId < 0) {
      problems.add("the first line must name the columns, one of them " + OPEN_ID);
    }
    check(variables, problems);
    if (!problems.isEmpty()) {
      throw new UsageException("The CSV file's header: " + String.join("; ", problems));
    }
    return new Header(names.size(), openId, variables);
  }

  private static void check(Map<Integer, String> variables, List<String> problems) {
    Set<String> seen = new HashSet<>();
    variables.forEach(
        (column, name) -> {
          if (!NAME.matcher(name).matches()) {
            problems.add(
                "column "
                    + (column + 1)
                    + " must be named with letters, digits, '_', '.' and '-', a letter first,"
                    + " but is \""
                    + name
                    + "\"");
          } else if (!seen.add(name) || name.equalsIgnoreCase(OPEN_ID)) {
            problems.add("the column " + name + " stands there twice");
          }
        });
  }

  /** Returns how many values each row must have. */
  int columns() {
    return columns;
  }

  /** Returns the names of the variables in the order of the file. */
  List<String> variables() {
    return List.copyOf(variables.values());
  }

  /** Returns the row that these values make; as many as there are columns. */
  Row row(long line, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    variables.forEach((column, name) -> named.put(name, values.get(column)));
    return new Row(line, values.get(openId).trim(), Variables.of(named));
  }
}
