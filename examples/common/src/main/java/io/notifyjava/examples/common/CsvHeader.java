package io.notifyjava.examples.common;

import io.notifyjava.message.Variables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first row of the file: where the address stands and what the other columns are called.
 *
 * <p>A file of rejected messages that an earlier run wrote is understood too, so that it can be
 * sent again as it is: what that run said of each message is passed over.
 */
public final class CsvHeader {

  /** What the library's templates take as a name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  private final int columns;
  private final int address;
  private final Map<Integer, String> variables;

  private CsvHeader(int columns, int address, Map<Integer, String> variables) {
    this.columns = columns;
    this.address = address;
    this.variables = variables;
  }

  /**
   * Returns the columns that stand before the variables in a file of rejected messages.
   *
   * @param address the name of the column of addresses
   */
  static List<String> report(String address) {
    return List.of("line", address, "outcome", "reason", "code", "text");
  }

  /**
   * Reads the header.
   *
   * @param addressName the name of the column of addresses
   * @throws UsageException naming everything that is wrong with it
   */
  static CsvHeader of(List<String> names, String addressName) {
    List<String> report = report(addressName);
    boolean isReport =
        names.size() >= report.size() && names.subList(0, report.size()).equals(report);
    int address = names.indexOf(addressName);
    Map<Integer, String> variables = new LinkedHashMap<>();
    for (int column = isReport ? report.size() : 0; column < names.size(); column++) {
      if (column != address) {
        variables.put(column, names.get(column).trim());
      }
    }
    List<String> problems = new ArrayList<>();
    if (address < 0) {
      problems.add("the first line must name the columns, one of them " + addressName);
    }
    check(variables, addressName, problems);
    if (!problems.isEmpty()) {
      throw new UsageException("The CSV file's header: " + String.join("; ", problems));
    }
    return new CsvHeader(names.size(), address, variables);
  }

  private static void check(
      Map<Integer, String> variables, String addressName, List<String> problems) {
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
          } else if (!seen.add(name) || name.equalsIgnoreCase(addressName)) {
            problems.add("the column " + name + " stands there twice");
          }
        });
  }

  /** Returns how many values each row must have. */
  int columns() {
    return columns;
  }

  /** Returns the names of the variables in the order of the file. */
  public List<String> variables() {
    return List.copyOf(variables.values());
  }

  /** Returns the row that these values make; as many as there are columns. */
  public CsvRow row(long line, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    variables.forEach((column, name) -> named.put(name, values.get(column)));
    return new CsvRow(line, values.get(address).trim(), Variables.of(named));
  }
}
