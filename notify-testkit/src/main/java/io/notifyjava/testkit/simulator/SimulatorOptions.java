package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.Latency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command line of {@link SimulatorMain}, checked as a whole. */
final class SimulatorOptions {

  static final String USAGE =
      """
      usage: SimulatorMain [--platform wechat|wecom] [--port N]
                           [--latency 0|20ms|lognormal:50ms,0.5]
                           [--seed N] [--watch-duplicates true|false]
             wechat:       [--closed-windows 30%|0.3] [--app-id ID --app-secret SECRET]
             wecom:        [--corp-id ID] [--agent-id N --agent-secret SECRET]
                           [--robot-key KEY] [--member-limits true|false]
      """;

  private static final Set<String> COMMON =
      Set.of("--platform", "--port", "--latency", "--seed", "--watch-duplicates");
  private static final Set<String> WECHAT = Set.of("--closed-windows", "--app-id", "--app-secret");
  private static final Set<String> WECOM =
      Set.of("--corp-id", "--agent-id", "--agent-secret", "--robot-key", "--member-limits");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final WeChatSimulatorBuilder wechat = WeChatSimulator.builder().controlEndpoints(true);
  private final WeComSimulatorBuilder wecom = WeComSimulator.builder().controlEndpoints(true);
  private boolean forWeCom;

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
    return forWeCom ? wecom.start() : wechat.start();
  }

  private void collect(String... args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (!COMMON.contains(name) && !WECHAT.contains(name) && !WECOM.contains(name)) {
        problems.add("unknown option " + name + "; known are " + String.join(", ", sorted()));
      } else if (i + 1 == args.length) {
        problems.add(name + " needs a value after it");
      } else {
        values.put(name, args[i + 1]);
      }
    }
  }

  private static List<String> sorted() {
    return Stream.of(COMMON, WECHAT, WECOM).flatMap(Set::stream).sorted().toList();
  }

  private void apply() {
    read("--platform", text -> forWeCom = isWeCom(text));
    Set<String> foreign = forWeCom ? WECHAT : WECOM;
    values.keySet().stream()
        .filter(foreign::contains)
        .forEach(name -> problems.add(name + " is not for --platform " + platform()));
    common(forWeCom ? wecom : wechat);
    if (forWeCom) {
      read("--corp-id", wecom::corpId);
      read("--robot-key", wecom::robot);
      read("--member-limits", text -> wecom.memberLimits(yes(text)));
      both("--agent-id", "--agent-secret", (id, secret) -> wecom.application(number(id), secret));
    } else {
      read("--closed-windows", text -> wechat.closedWhen(new ClosedShare(share(text))));
      both("--app-id", "--app-secret", wechat::account);
    }
  }

  private String platform() {
    return forWeCom ? "wecom" : "wechat";
  }

  private void common(SimulatorBuilder<?> builder) {
    long[] seed = {1};
    read("--seed", text -> seed[0] = Long.parseLong(text));
    builder.seed(seed[0]);
    read("--port", text -> builder.port(port(text)));
    read("--latency", text -> builder.latency(Latency.parse(text, seed[0])));
    read("--watch-duplicates", text -> builder.watchDuplicates(yes(text)));
  }

  private void both(String first, String second, BiConsumer<String, String> setter) {
    String one = values.get(first);
    String other = values.get(second);
    if ((one == null) != (other == null)) {
      problems.add(first + " and " + second + " go together; give both or neither");
    } else if (one != null && other != null) {
      read(first, same -> setter.accept(one, other));
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

  private static boolean isWeCom(String text) {
    return switch (text) {
      case "wechat" -> false;
      case "wecom" -> true;
      default -> throw new IllegalArgumentException("expected wechat or wecom, but was " + text);
    };
  }

  private static long number(String text) {
    return Long.parseLong(text);
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
