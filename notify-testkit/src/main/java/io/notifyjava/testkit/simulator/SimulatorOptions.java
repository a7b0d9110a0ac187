package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.Latency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command line of {@link SimulatorMain}, checked as a whole. */
final class SimulatorOptions {

  static final String USAGE =
      """
      usage: SimulatorMain [--port N] [--latency 0|20ms|lognormal:50ms,0.5]
                           [--closed-windows 30%|0.3] [--app-id ID --app-secret SECRET]
                           [--seed N] [--watch-duplicates true|false]
      """;

  private static final Set<String> NAMES =
      Set.of(
          "--port",
          "--latency",
          "--closed-windows",
          "--app-id",
          "--app-secret",
          "--seed",
          "--watch-duplicates");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final WeChatSimulatorBuilder builder = WeChatSimulator.builder().controlEndpoints(true);

  private SimulatorOptions() {}

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException naming everything that is wrong with it
   */
  static SimulatorOptions parse(String... args) {
    SimulatorOptions options = new SimulatorOptions();
    options.collect(args);
    options.apply();
    if (!options.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", options.problems));
    }
    return options;
  }

  Simulator start() {
    return builder.start();
  }

  private void collect(String... args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (!NAMES.contains(name)) {
        problems.add("unknown option " + name + "; known are " + String.join(", ", sorted()));
      } else if (i + 1 == args.length) {
        problems.add(name + " needs a value after it");
      } else {
        values.put(name, args[i + 1]);
      }
    }
  }

  private static List<String> sorted() {
    return NAMES.stream().sorted().toList();
  }

  private void apply() {
    long[] seed = {1};
    read("--seed", text -> seed[0] = Long.parseLong(text));
    builder.seed(seed[0]);
    read("--port", text -> builder.port(port(text)));
    read("--latency", text -> builder.latency(Latency.parse(text, seed[0])));
    read("--closed-windows", text -> builder.closedWhen(new ClosedShare(share(text))));
    read("--watch-duplicates", text -> builder.watchDuplicates(yes(text)));
    String appId = values.get("--app-id");
    String secret = values.get("--app-secret");
    if ((appId == null) != (secret == null)) {
      problems.add("--app-id and --app-secret go together; give both or neither");
    } else if (appId != null && secret != null) {
      account(appId, secret);
    }
  }

  private void account(String appId, String secret) {
    try {
      builder.account(appId, secret);
    } catch (IllegalArgumentException bad) {
      problems.add(String.valueOf(bad.getMessage()));
    }
  }

  private void read(String name, Consumer<String> setter) {
    @Nullable String text = values.get(name);
    if (text == null) {
      return;
    }
    try {
      setter.accept(text);
    } catch (NumberFormatException notNumber) {
      problems.add(name + " needs a number, but was \"" + text + "\"");
    } catch (IllegalArgumentException bad) {
      problems.add(name + ": " + bad.getMessage());
    }
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, but was " + port);
    }
    return port;
  }

  private static double share(String text) {
    boolean percent = text.endsWith("%");
    double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
    double share = percent ? number / 100 : number;
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "a share lies between 0 and 1, or 0% and 100%, but was " + text);
    }
    return share;
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, but was " + text);
    };
  }
}
