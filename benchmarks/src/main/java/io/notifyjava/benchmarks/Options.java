package io.notifyjava.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. Not thread-safe. */
final class Options {

  static final String USAGE =
      """
      Usage: benchmarks/run [OPTION...]
        --quick            one short round of two scenarios; a first look, under 90 s
        --rounds N         rounds, of which the median counts (3; quick: 1)
        --seconds S        measured seconds of each load run (4; quick: 0.6)
        --warm-up S        seconds before that (20; quick: 0.8)
        --only A,B         contenders: batch send socket okhttp jdk wxjava wxjava-raised
                           wxjava-okhttp; aliyun aliyun-bulk aliyun-okhttp aliyun-sdk
                           aliyun-sdk-raised aliyun-sms4j aliyun-sms4j-raised; huawei
                           huawei-bulk huawei-okhttp huawei-sms4j huawei-sms4j-raised;
                           mail mail-batch mail-transport mail-transport-search
                           mail-transport-single mail-spring mail-simplejavamail;
                           other parts: flat jmh
        --scenario A,B     0ms/64 50ms/500 50ms/2000; by SMS: aliyun-0ms/64 aliyun-50ms/500
                           huawei-0ms/64 huawei-50ms/500; by mail: mail-0ms/8 mail-5ms/8
        --jdk A,B          17, 21, 25, ... of those that are there
        --no-pin           do not bind clients and stub to processors of their own
        --file FILE        where the JSON lines go (benchmarks/target/results.jsonl)
        --append           keep what is in the file, so that a long run can be made in parts
        --report           measure nothing; print the table of what is in the file
      """;

  int rounds = 3;
  double seconds = 4;
  double warmUpSeconds = 20;
  boolean quick;
  boolean pin = true;
  boolean append;
  boolean reportOnly;
  @Nullable List<String> only;
  @Nullable List<String> scenarios;
  @Nullable List<String> jdks;
  Path file = Path.of("target", "results.jsonl");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException naming the first argument that is none
   */
  static Options parse(List<String> arguments) {
    Options options = new Options();
    Deque<String> rest = new ArrayDeque<>(arguments);
    if (rest.contains("--quick")) {
      options.beQuick();
    }
    while (!rest.isEmpty()) {
      options.take(rest.remove(), rest);
    }
    return options;
  }

  private void beQuick() {
    quick = true;
    rounds = 1;
    seconds = 0.6;
    warmUpSeconds = 0.8;
    scenarios = List.of("0ms/64", "50ms/500");
  }

  private void take(String option, Deque<String> rest) {
    switch (option) {
      case "--quick" -> quick = true;
      case "--rounds" -> rounds = (int) number(option, rest);
      case "--seconds" -> seconds = number(option, rest);
      case "--warm-up" -> warmUpSeconds = number(option, rest);
      case "--only" -> only = known(option, list(option, rest), parts());
      case "--scenario" ->
          scenarios =
              known(option, list(option, rest), Scenario.ALL.stream().map(Scenario::name).toList());
      case "--jdk" -> jdks = list(option, rest);
      case "--no-pin" -> pin = false;
      case "--append" -> append = true;
      case "--report" -> reportOnly = true;
      case "--file" -> file = Path.of(value(option, rest));
      default ->
          throw new IllegalArgumentException(
              "Expected an option, but found '" + option + "'\n" + USAGE);
    }
  }

  private static double number(String option, Deque<String> rest) {
    String value = value(option, rest);
    try {
      double number = Double.parseDouble(value);
      if (number > 0 && number < 3_600) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as of numbers that are too small.
    }
    throw new IllegalArgumentException(
        option + ": expected a number above 0 and below 3600, but found '" + value + "'");
  }

  private static List<String> list(String option, Deque<String> rest) {
    return List.of(value(option, rest).toLowerCase(Locale.ROOT).split(",", -1));
  }

  /** A misspelt name would measure nothing and look like a table without that row. */
  private static List<String> known(String option, List<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            option + ": expected some of " + known + ", but found '" + name + "'");
      }
    }
    return names;
  }

  private static List<String> parts() {
    List<String> parts = new ArrayList<>(Benchmarks.CONTENDERS);
    parts.addAll(List.of(Table.FLAT, Table.JMH));
    return parts;
  }

  private static String value(String option, Deque<String> rest) {
    return Optional.ofNullable(rest.poll())
        .orElseThrow(
            () -> new IllegalArgumentException(option + ": expected a value, but found nothing"));
  }

  /** Tells whether a list of names, if one was given, has this one. */
  static boolean wants(@Nullable List<String> names, String name) {
    return names == null || names.contains(name);
  }
}
