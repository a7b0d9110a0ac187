package io.notifyjava.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.benchmarks.Jdks.Jdk;
import io.notifyjava.benchmarks.Processes.StubProcess;
import io.notifyjava.benchmarks.load.LoadPlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The program behind {@code benchmarks/run}. */
public final class Benchmarks {

  /** In the order of the table; {@link Options#USAGE} names them too. */
  static final List<String> CONTENDERS =
      List.of(
          "socket",
          "okhttp",
          "batch",
          "send",
          "jdk",
          "wxjava",
          "wxjava-raised",
          "wxjava-okhttp",
          "aliyun-okhttp",
          "aliyun",
          "aliyun-bulk",
          "aliyun-sdk",
          "aliyun-sdk-raised",
          "aliyun-sms4j",
          "aliyun-sms4j-raised",
          "huawei-okhttp",
          "huawei",
          "huawei-bulk",
          "huawei-sms4j",
          "huawei-sms4j-raised",
          "mail-transport",
          "mail",
          "mail-batch",
          "mail-transport-search",
          "mail-transport-single",
          "mail-spring",
          "mail-simplejavamail");

  private static final List<Long> FLAT_SIZES = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Options options;
  private final Processes processes;
  private final Results results;
  private final List<Jdk> jdks;
  private final Map<String, StubProcess> stubs = new LinkedHashMap<>();

  private Benchmarks(Options options) throws IOException {
    this.options = options;
    this.processes = new Processes(options.pin);
    this.results = new Results(options.file, options.append || options.reportOnly);
    this.jdks =
        Jdks.find().stream()
            .filter(jdk -> Options.wants(options.jdks, Integer.toString(jdk.version())))
            .toList();
  }

  /**
   * Measures and prints the table.
   *
   * @param args see {@link Options#USAGE}
   */
  public static void main(String[] args) throws Exception {
    if (List.of(args).contains("--help")) {
      System.out.println(Options.USAGE);
      return;
    }
    try {
      System.out.println(run(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  static String run(List<String> arguments) throws IOException, InterruptedException {
    Benchmarks benchmarks = new Benchmarks(Options.parse(arguments));
    if (!benchmarks.options.reportOnly) {
      benchmarks.measure();
    }
    return new Table(benchmarks.results.rows()).text();
  }

  private void measure() throws IOException, InterruptedException {
    System.err.println("JDKs: " + jdks + "; " + processes.layout());
    try {
      for (int round = 1; round <= options.rounds; round++) {
        for (Jdk jdk : jdks) {
          for (Scenario scenario : Scenario.ALL) {
            compare(round, jdk, scenario);
          }
          flat(round, jdk);
          jmh(round, jdk);
        }
      }
    } finally {
      for (StubProcess stub : stubs.values()) {
        stub.close();
      }
    }
  }

  private void compare(int round, Jdk jdk, Scenario scenario)
      throws IOException, InterruptedException {
    if (!Options.wants(options.scenarios, scenario.name())) {
      return;
    }
    for (String contender : CONTENDERS) {
      if (scenario.isFor(contender) && Options.wants(options.only, contender)) {
        load(new Row.Key(jdk.version(), scenario.name(), contender), round, jdk, scenario, 0);
      }
    }
  }

  /** Batches from a thousand to a million: the cost of a message must not grow with their size. */
  private void flat(int round, Jdk jdk) throws IOException, InterruptedException {
    boolean asked = options.only != null && options.only.contains(Table.FLAT);
    if (!asked && (options.only != null || options.quick || round > 1)) {
      return;
    }
    for (long size : FLAT_SIZES) {
      load(
          new Row.Key(jdk.version(), Table.FLAT, "batch of %,d".formatted(size)),
          round,
          jdk,
          Scenario.NO_DELAY,
          size);
    }
  }

  private void load(Row.Key key, int round, Jdk jdk, Scenario scenario, long messages)
      throws IOException, InterruptedException {
    StubProcess stub = stub(scenario.isMail(), scenario.delayMillis());
    LoadPlan plan =
        new LoadPlan(
            messages > 0 ? "batch" : key.contender(),
            stub.url(),
            stub(scenario.isMail(), Scenario.NO_DELAY.delayMillis()).url(),
            jdk.isVirtual(),
            scenario.inFlight(),
            messages,
            (long) (options.warmUpSeconds * 1_000),
            (long) (options.seconds * 1_000));
    long before = messages();
    List<String> lines =
        processes.run(
            jdk.java(),
            List.of("-Xmx512m"),
            "io.notifyjava.benchmarks.load.Load",
            plan.arguments());
    String line = lines.get(lines.size() - 1);
    System.err.println("round " + round + " " + key + " " + line);
    results.add(key, round, messages() - before, line);
  }

  private long messages() throws IOException {
    long sum = 0;
    for (StubProcess stub : stubs.values()) {
      sum += stub.messages();
    }
    return sum;
  }

  private StubProcess stub(boolean mail, int delayMillis) throws IOException {
    String key = (mail ? "mail " : "") + delayMillis;
    StubProcess known = stubs.get(key);
    if (known != null) {
      return known;
    }
    StubProcess started = processes.stub(mail, delayMillis);
    stubs.put(key, started);
    return started;
  }

  private void jmh(int round, Jdk jdk) throws IOException, InterruptedException {
    if (!Options.wants(options.only, Table.JMH) || round > 1) {
      return;
    }
    List<String> lines =
        processes.run(
            jdk.java(),
            List.of(),
            "io.notifyjava.benchmarks.jmh.Jmh",
            options.quick ? List.of("200", "2") : List.of("1000", "5"));
    for (String line : lines) {
      if (line.startsWith("{")) {
        String name = JSON.readTree(line).path("name").asText();
        results.add(new Row.Key(jdk.version(), Table.JMH, name), round, 0, line);
      }
    }
  }
}
