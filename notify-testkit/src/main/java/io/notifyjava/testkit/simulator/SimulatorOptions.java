package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The command line of {@link SimulatorMain}, checked as a whole. */
final class SimulatorOptions {

  static final String HELP = "--help";

  static final String USAGE =
      """
      usage: SimulatorMain [OPTION VALUE]...
        --platform NAME            wechat; default wechat
        --port N                   0 to 65535; default 0, any free one
        --latency TIME             pause before each answer: 0, 500us, 20ms, 2s or
                                   lognormal:MEDIAN,SIGMA such as lognormal:50ms,0.5; default 0
        --app-id ID                with --app-secret; default wx0123456789abcdef
        --app-secret SECRET        with --app-id; default 0123456789abcdef0123456789abcdef
        --account-kind KIND        service, subscription, test, unverified or mini-program;
                                   default service
        --token-lifetime SECONDS   1 to 7200; default 7200
        --content-type TYPE        of the answers: json, text or alternating; default json
        --closed-windows SHARE     of all answering windows, as 30% or 0.3; default 0
        --consent-needed YES       true: subscription messages need POST /_sim/consent first;
                                   default false
        --subscription-msgid YES   whether subscription calls answer a msgid; default false
        --duplicate-reply REPLY    to a client_msg_id that was used: same-msgid or error-40241;
                                   default same-msgid
        --mini-programs ID,ID      bound ones, others are 40013; default any
        --pages PATH,PATH          of mini programs, others are 40165 or 41030; default any
        --check-media-format YES   whether uploads must look like their kind; default true
        --watch-duplicates YES     whether messages that arrive twice are counted; default true
        --recent N                 calls to remember for /_sim/last-body and rid/get; default 256
        --seed N                   start of tokens, ids and random latencies; default 1
        --help                     shows this and ends

      Prints one line of JSON with its baseUrl and serves until its standard input ends.
      GET /_sim/ lists what a client in another process can see and arrange.
      """;

  private final Map<String, Consumer<String>> setters = new HashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final WeChatSimulatorBuilder builder = WeChatSimulator.builder().controlEndpoints(true);

  private SimulatorOptions() {
    setters.put("--platform", SimulatorOptions::requireWeChat);
    setters.put("--port", text -> builder.port(port(text)));
    setters.put("--latency", text -> builder.latency(Latency.parse(text, seed())));
    setters.put("--app-id", text -> {});
    setters.put("--app-secret", text -> {});
    setters.put("--account-kind", text -> builder.accountKind(one(AccountKind.values(), text)));
    setters.put("--token-lifetime", text -> builder.tokenLifetime(seconds(text)));
    setters.put(
        "--content-type", text -> builder.contentType(one(ReplyContentType.values(), text)));
    setters.put("--closed-windows", text -> builder.closedWhen(new ClosedShare(share(text))));
    setters.put("--consent-needed", text -> builder.consentNeeded(yes(text)));
    setters.put("--subscription-msgid", text -> builder.subscriptionMsgid(yes(text)));
    setters.put(
        "--duplicate-reply", text -> builder.duplicateReply(one(DuplicateReply.values(), text)));
    setters.put("--mini-programs", text -> builder.miniPrograms(several(text)));
    setters.put("--pages", text -> builder.pages(several(text)));
    setters.put("--check-media-format", text -> builder.checkMediaFormat(yes(text)));
    setters.put("--watch-duplicates", text -> builder.watchDuplicates(yes(text)));
    setters.put("--recent", text -> builder.recentRequests(Integer.parseInt(text)));
    setters.put("--seed", text -> builder.seed(Long.parseLong(text)));
  }

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

  /** The options that are known, for a test of the help. */
  static Set<String> names() {
    return Set.copyOf(new SimulatorOptions().setters.keySet());
  }

  private void collect(String... args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (!setters.containsKey(name)) {
        String known = String.join(", ", setters.keySet().stream().sorted().toList());
        problems.add("unknown option " + name + "; known are " + known);
      } else if (i + 1 == args.length) {
        problems.add(name + " needs a value after it");
      } else {
        values.put(name, args[i + 1]);
      }
    }
  }

  private void apply() {
    values.forEach(this::read);
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

  private void read(String name, String text) {
    Consumer<String> setter = setters.get(name);
    try {
      if (setter != null) {
        setter.accept(text);
      }
    } catch (NumberFormatException notNumber) {
      problems.add(name + " needs a number, but was \"" + text + "\"");
    } catch (IllegalArgumentException bad) {
      problems.add(name + ": " + bad.getMessage());
    }
  }

  /** A wrong seed is told with its own option. */
  private long seed() {
    try {
      return Long.parseLong(values.getOrDefault("--seed", "1"));
    } catch (NumberFormatException toldElsewhere) {
      return 1;
    }
  }

  private static void requireWeChat(String text) {
    if (!text.equals("wechat")) {
      throw new IllegalArgumentException("expected wechat, but was " + text);
    }
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, but was " + port);
    }
    return port;
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text));
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

  private static Set<String> several(String text) {
    return Set.copyOf(List.of(text.split(",")));
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, but was " + text);
    };
  }

  /** The constant that is written so in lower case with dashes. */
  static <E extends Enum<E>> E one(E[] constants, String text) {
    List<String> names = new ArrayList<>();
    for (E constant : constants) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException(
        "expected one of " + String.join(", ", names) + ", but was " + text);
  }
}
