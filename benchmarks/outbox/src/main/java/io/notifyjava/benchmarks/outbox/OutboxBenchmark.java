package io.notifyjava.benchmarks.outbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program behind {@code benchmarks/outbox/run}. */
public final class OutboxBenchmark implements AutoCloseable {

  private static final List<String> STORES = List.of("sqlite", "postgresql", "mariadb");
  private static final String USAGE =
      """
      Usage: benchmarks/outbox/run [OPTION...]
        --quick          one short round of 2,000 jobs, about two minutes
        --rounds N       rounds, of which the median counts (3)
        --jobs N         jobs of each run (10000)
        --samples N      single jobs for the latency (200)
        --workers A,B    (1,8)
        --store A,B      (sqlite,postgresql; mariadb where Debian's mariadb-server is installed)
        --pairs N        enqueueing only, by turns with each other contender, N pairs of blocks
        --only A,B       notify notify-64 db-scheduler transaction-outbox jobrunr
      """;

  private int rounds = 3;
  private int jobs = 10_000;
  private int samples = 200;
  private int pairs;
  private List<String> workers = List.of("1", "8");
  private List<String> stores = List.of("sqlite", "postgresql");
  private List<String> contenders = Queue.CONTENDERS;

  private final Path folder = Files.createTempDirectory("notify-outbox-benchmark");
  private final Map<String, List<JsonObject>> rows = new LinkedHashMap<>();
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable MariaDb mariaDb;
  private int runs;

  private OutboxBenchmark(List<String> arguments) throws IOException {
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      take(rest.next(), rest);
    }
  }

  private void take(String option, Iterator<String> rest) {
    if (option.equals("--quick")) {
      rounds = 1;
      jobs = 2_000;
      samples = 50;
      return;
    }
    String value = rest.hasNext() ? rest.next() : "";
    switch (option) {
      case "--rounds" -> rounds = number(option, value);
      case "--jobs" -> jobs = number(option, value);
      case "--samples" -> samples = number(option, value);
      case "--pairs" -> pairs = number(option, value);
      case "--workers" -> workers = List.of(value.split(",", -1));
      case "--store" -> stores = known(option, value, STORES);
      case "--only" -> contenders = known(option, value, Queue.CONTENDERS);
      default ->
          throw new IllegalArgumentException(
              "Expected an option, but found '" + option + "'\n" + USAGE);
    }
  }

  /**
   * Measures and prints a table.
   *
   * @param args see the usage that {@code --help} prints
   */
  public static void main(String[] args) throws Exception {
    if (List.of(args).contains("--help")) {
      System.out.println(USAGE);
      return;
    }
    try (OutboxBenchmark benchmark = new OutboxBenchmark(List.of(args))) {
      if (benchmark.pairs > 0) {
        benchmark.measurePairs();
      } else {
        benchmark.measure();
        System.out.println(benchmark.table());
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static int number(String option, String value) {
    int number = value.matches("[0-9]{1,7}") ? Integer.parseInt(value) : 0;
    if (number < 1) {
      throw new IllegalArgumentException(
          option + ": expected a number of 1 or more, but found '" + value + "'");
    }
    return number;
  }

  private static List<String> known(String option, String value, List<String> known) {
    List<String> names = List.of(value.split(",", -1));
    if (!known.containsAll(names)) {
      throw new IllegalArgumentException(
          option + ": expected some of " + known + ", but found '" + value + "'");
    }
    return names;
  }

  private void measure() throws Exception {
    for (int round = 1; round <= rounds; round++) {
      for (String store : stores) {
        for (String threads : workers) {
          number("--workers", threads);
          for (String contender : contenders) {
            String against = Queue.reasonAgainst(contender, store);
            if (against.isEmpty()) {
              run(round, store, threads, contender);
            } else if (round == 1) {
              System.err.println(contender + " on " + store + " is left out: it " + against);
            }
          }
        }
      }
    }
  }

  private void measurePairs() throws Exception {
    StringBuilder table = new StringBuilder();
    table.append("JDK ").append(Runtime.version().feature()).append(", enqueueing, ");
    table.append(pairs).append(" pairs of blocks\n\n");
    table.append("| store | callers | beside | ours/s | theirs/s | ratio | quartiles |\n");
    table.append("|---|--:|---|--:|--:|--:|---|\n");
    for (String store : stores) {
      for (String callers : workers) {
        for (String contender : contenders) {
          if (!contender.startsWith("notify") && Queue.reasonAgainst(contender, store).isEmpty()) {
            table.append(pair(store, callers, contender));
          }
        }
      }
    }
    System.out.println(table);
  }

  private String pair(String store, String callers, String contender) throws Exception {
    String block = callers.equals("1") ? "500" : "2000";
    String line =
        child(
            PairedPuts.class,
            List.of(contender, url(store), url(store), callers, "" + pairs, block));
    System.err.printf("%s/%s %s %s%n", store, callers, contender, line);
    JsonObject row = JsonParser.parseString(line).getAsJsonObject();
    return String.format(
        Locale.ROOT,
        "| %s | %s | `%s` | %,d | %,d | %.2f | %.2f to %.2f |%n",
        store,
        callers,
        contender,
        row.get("ours").getAsLong(),
        row.get("theirs").getAsLong(),
        row.get("ratio").getAsDouble(),
        row.get("low").getAsDouble(),
        row.get("high").getAsDouble());
  }

  private void run(int round, String store, String threads, String contender) throws Exception {
    // One that looks every 5 seconds would keep us for a quarter of an hour.
    int latencies = contender.equals("jobrunr") ? 3 : samples;
    String line =
        child(Run.class, List.of(contender, url(store), threads, "" + jobs, "" + latencies));
    System.err.printf("round %d %s/%s %s %s%n", round, store, threads, contender, line);
    rows.computeIfAbsent(
            "%s | %s | %s".formatted(store, threads, contender), key -> new ArrayList<>())
        .add(JsonParser.parseString(line).getAsJsonObject());
  }

  private String url(String store) throws IOException, SQLException {
    runs++;
    if (store.equals("sqlite")) {
      return "jdbc:sqlite:" + folder.resolve("run" + runs + ".db");
    }
    if (store.equals("mariadb")) {
      MariaDb server = mariaDb == null ? new MariaDb() : mariaDb;
      mariaDb = server;
      return server.database("run" + runs);
    }
    EmbeddedPostgres server = server();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE run" + runs);
    }
    return server.getJdbcUrl("postgres", "run" + runs);
  }

  private EmbeddedPostgres server() throws IOException {
    EmbeddedPostgres server = postgres;
    if (server == null) {
      // Its own defaults lose what was committed.
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      postgres = server;
    }
    return server;
  }

  private static String child(Class<?> program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      lines = reader.lines().toList();
    }
    if (process.waitFor() != 0) {
      throw new IOException("A run of " + arguments.get(0) + " ended with " + process.exitValue());
    }
    return lines.get(lines.size() - 1);
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append("JDK ").append(Runtime.version().feature());
    table.append(", ").append(jobs).append(" jobs, median of ").append(rounds).append("\n\n");
    table.append(
        "| store | workers | who | enqueue/s, 1 caller | enqueue/s, 8 callers | drain/s | p50 ms |"
            + " p99 ms | done twice |\n|---|--:|---|--:|--:|--:|--:|--:|--:|\n");
    rows.forEach(
        (key, measured) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %,.0f | %.1f | %.1f | %.0f |%n",
                    key,
                    median(measured, "enqueue1"),
                    median(measured, "enqueue8"),
                    median(measured, "drain"),
                    median(measured, "p50Micros") / 1e3,
                    median(measured, "p99Micros") / 1e3,
                    median(measured, "repeated"))));
    return table.toString();
  }

  private static double median(List<JsonObject> measured, String figure) {
    double[] values = measured.stream().mapToDouble(run -> run.get(figure).getAsDouble()).toArray();
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  @Override
  public void close() throws IOException {
    EmbeddedPostgres server = postgres;
    if (server != null) {
      server.close();
    }
    if (mariaDb != null) {
      mariaDb.close();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
