package io.notifyjava.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints rows as one Markdown table; every figure is a median over the rounds. */
final class Table {

  /** What each ratio is taken to. */
  static final String YARDSTICK = "okhttp";

  /** The same by mail: one Transport for each thread, used again, without its search. */
  static final String MAIL_YARDSTICK = "mail-transport";

  static final String FLAT = "flat";
  static final String JMH = "jmh";

  private final List<Row> rows;

  Table(List<Row> rows) {
    this.rows = rows;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| JDK | scenario | who | messages/s | of okhttp | CPU s/10k | bytes/message | of okhttp"
            + " | peak MB | p50 ms | p99 ms | ok | failed | rounds |");
    lines.add("|--:|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    rows.stream()
        .filter(row -> !row.key().scenario().equals(JMH))
        .sorted(
            Comparator.comparingInt((Row row) -> row.key().jdk())
                .thenComparing(row -> row.key().scenario()))
        .forEach(row -> lines.add(load(row)));
    List<Row> inside = rows.stream().filter(row -> row.key().scenario().equals(JMH)).toList();
    if (!inside.isEmpty()) {
      lines.add("");
      lines.add("| JDK | JMH | ns | bytes | rounds |");
      lines.add("|--:|---|--:|--:|--:|");
      inside.stream()
          .sorted(Comparator.comparingInt(row -> row.key().jdk()))
          .forEach(row -> lines.add(jmh(row)));
    }
    return String.join("\n", lines);
  }

  private String load(Row row) {
    Optional<Row> yardstick =
        rows.stream()
            .filter(
                other ->
                    other
                        .key()
                        .equals(
                            new Row.Key(
                                row.key().jdk(),
                                row.key().scenario(),
                                Scenario.yardstick(row.key().scenario()))))
            .findFirst();
    return "| %d | %s | %s | %s | %s | %.2f | %s | %s | %.0f | %.1f | %.1f | %d | %d | %d |"
        .formatted(
            row.key().jdk(),
            row.key().scenario(),
            row.key().contender(),
            whole(row.median("perSecond")),
            ratio(row, yardstick, "perSecond"),
            row.median("cpuSecondsPer10k"),
            whole(row.median("bytesPerMessage")),
            ratio(row, yardstick, "bytesPerMessage"),
            row.median("peakMegabytes"),
            row.median("p50Micros") / 1e3,
            row.median("p99Micros") / 1e3,
            row.sum("accepted"),
            row.sum("failed"),
            row.runs().size());
  }

  private static String jmh(Row row) {
    return "| %d | %s | %.1f | %.0f | %d |"
        .formatted(
            row.key().jdk(),
            row.key().contender(),
            row.median("nanos"),
            row.median("bytes"),
            row.runs().size());
  }

  private static String ratio(Row row, Optional<Row> yardstick, String figure) {
    return yardstick
        .map(other -> "%.2f".formatted(row.median(figure) / other.median(figure)))
        .orElse("");
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }
}
