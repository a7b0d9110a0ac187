package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.smtp.SmtpCertificate;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpSimulatorBuilder;
import io.notifyjava.testkit.smtp.SmtpTls;
import io.notifyjava.testkit.wire.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The command line of {@link SimulatorMain}, checked as a whole. */
final class SimulatorOptions {

  static final String HELP = "--help";

  static final String USAGE =
      """
      usage: SimulatorMain [OPTION VALUE]...

      For all platforms:
        --platform NAME            wechat, wecom, xuanwu-sms, aliyun-sms, huawei-sms or smtp;
                                   default wechat
        --port N                   0 to 65535; default 0, any free one
        --latency TIME             pause before each answer: 0, 500us, 20ms, 2s or
                                   lognormal:MEDIAN,SIGMA such as lognormal:50ms,0.5; default 0
        --token-lifetime SECONDS   1 to 7200; default 7200
        --watch-duplicates YES     whether messages that arrive twice are counted; default true
        --recent N                 calls to remember for /_sim/last-body; default 256, of smtp the
                                   mails for /_sim/last-mail; default 1000
        --seed N                   start of tokens, ids and random latencies; default 1
        --help                     shows this and ends

      For wechat:
        --app-id ID                with --app-secret; default wx0123456789abcdef
        --app-secret SECRET        with --app-id; default 0123456789abcdef0123456789abcdef
        --account-kind KIND        service, subscription, test, unverified or mini-program;
                                   default service
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

      For wecom:
        --corp-id ID               the corporation; default ww0123456789abcdef
        --agent-id N               with --agent-secret: the application; default 1000002
        --agent-secret SECRET      with --agent-id; default
                                   0123456789abcdefghijklmnopqrstuvwxyzABCDEFG
        --robot-key KEY            of a group's robot; default
                                   693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa
        --member-limits YES        whether what is too much for one member is dropped, as it is
                                   silently at 30 a minute and 1000 an hour; default true

      For xuanwu-sms:
        --account NAME             with --password; default demo@corp
        --password TEXT            with --account; default 0123456789abcdef
        --max-numbers N            of one call; default 100

      For aliyun-sms:
        --access-key-id ID         with --access-key-secret; default LTAI5tSimulatedKeyOfATest
        --access-key-secret SECRET with --access-key-id; default simulatedSecretOfATest01234567
        --number-limits YES        whether one number gets 50 notices a day of a sign and template
                                   only; default true

      For huawei-sms:
        --sms-app-key KEY          with --sms-app-secret; default c8RWg3ggEcyd4D3p94bf3Y7x1Ile
        --sms-app-secret SECRET    with --sms-app-key; default q4Ii87BhST9vcs8wvrzN80SfD7Al
        --content-limits YES       whether one number gets one text twice in 59 s and five times
                                   in 59 min only; default true

      For smtp:
        --tls WHEN                 none, starttls, starttls-required or implicit; default none
        --certificate KIND         valid, wrong-host, self-signed, expired, not-yet-valid or
                                   unknown-authority; default valid
        --user NAME                with --user-password: who may log in; default nobody
        --user-password TEXT       with --user
        --login-required YES       whether mails are taken after a login only; default false
        --pipelining YES           whether it is offered; default true
        --mails-per-connection N   then 421; default 0, no limit
        --max-connections N        at once, then 421; default 0, no limit

      Prints one line of JSON with its baseUrl (of smtp also its controlUrl) and serves until
      its standard input ends. GET /_sim/ lists what a client in another process can see and arrange.
      """;

  private final Map<String, Consumer<String>> common = new LinkedHashMap<>();
  private final Map<String, Consumer<String>> forWeChat = new LinkedHashMap<>();
  private final Map<String, Consumer<String>> forWeCom = new LinkedHashMap<>();
  private final Map<String, Consumer<String>> forXuanwuSms = new LinkedHashMap<>();
  private final Map<String, Consumer<String>> forAliyunSms = new LinkedHashMap<>();
  private final Map<String, Consumer<String>> forHuaweiSms = new LinkedHashMap<>();
  private final Map<String, Consumer<String>> forSmtp = new LinkedHashMap<>();
  private final Map<String, Offer> offers = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final WeChatSimulatorBuilder wechat = WeChatSimulator.builder();
  private final WeComSimulatorBuilder wecom = WeComSimulator.builder();
  private final XuanwuSmsSimulatorBuilder xuanwu = XuanwuSmsSimulator.builder();
  private final AliyunSmsSimulatorBuilder aliyun = AliyunSmsSimulator.builder();
  private final HuaweiSmsSimulatorBuilder huawei = HuaweiSmsSimulator.builder();
  private final SmtpSimulatorBuilder smtp = SmtpSimulator.builder();
  private Offered chosen = new Offered.Http(wechat);

  /** A platform, and the options that only it has. */
  private record Offer(Offered platform, Map<String, Consumer<String>> options) {

    Offer(SimulatorBuilder<?> builder, Map<String, Consumer<String>> options) {
      this(new Offered.Http(builder), options);
    }
  }

  private SimulatorOptions() {
    offers.put("wechat", new Offer(wechat, forWeChat));
    offers.put("wecom", new Offer(wecom, forWeCom));
    offers.put("xuanwu-sms", new Offer(xuanwu, forXuanwuSms));
    offers.put("aliyun-sms", new Offer(aliyun, forAliyunSms));
    offers.put("huawei-sms", new Offer(huawei, forHuaweiSms));
    offers.put("smtp", new Offer(new Offered.Mail(smtp), forSmtp));
    common.put("--platform", text -> {});
    common.put("--port", text -> chosen.port(port(text)));
    common.put("--latency", text -> chosen.latency(Latency.parse(text, seed())));
    common.put(
        "--token-lifetime", text -> chosen.tokenLifetime(Duration.ofSeconds(Long.parseLong(text))));
    common.put("--watch-duplicates", text -> chosen.watchDuplicates(yes(text)));
    common.put("--recent", text -> chosen.recent(Integer.parseInt(text)));
    common.put("--seed", text -> chosen.seed(Long.parseLong(text)));
    describeWeChat();
    describeWeCom();
    describeXuanwuSms();
    describeAliyunSms();
    describeHuaweiSms();
    describeSmtp();
  }

  private void describeWeChat() {
    forWeChat.put("--app-id", text -> {});
    forWeChat.put("--app-secret", text -> {});
    forWeChat.put("--account-kind", text -> wechat.accountKind(Choice.of(AccountKind.class, text)));
    forWeChat.put(
        "--content-type", text -> wechat.contentType(Choice.of(ReplyContentType.class, text)));
    forWeChat.put("--closed-windows", text -> wechat.closedWhen(new ClosedShare(share(text))));
    forWeChat.put("--consent-needed", text -> wechat.consentNeeded(yes(text)));
    forWeChat.put("--subscription-msgid", text -> wechat.subscriptionMsgid(yes(text)));
    forWeChat.put(
        "--duplicate-reply", text -> wechat.duplicateReply(Choice.of(DuplicateReply.class, text)));
    forWeChat.put("--mini-programs", text -> wechat.miniPrograms(several(text)));
    forWeChat.put("--pages", text -> wechat.pages(several(text)));
    forWeChat.put("--check-media-format", text -> wechat.checkMediaFormat(yes(text)));
  }

  private void describeWeCom() {
    forWeCom.put("--corp-id", wecom::corpId);
    forWeCom.put("--agent-id", text -> {});
    forWeCom.put("--agent-secret", text -> {});
    forWeCom.put("--robot-key", wecom::robot);
    forWeCom.put("--member-limits", text -> wecom.memberLimits(yes(text)));
  }

  private void describeXuanwuSms() {
    forXuanwuSms.put("--account", text -> {});
    forXuanwuSms.put("--password", text -> {});
    forXuanwuSms.put("--max-numbers", text -> xuanwu.maxNumbers(Integer.parseInt(text)));
  }

  private void describeAliyunSms() {
    forAliyunSms.put("--access-key-id", text -> {});
    forAliyunSms.put("--access-key-secret", text -> {});
    forAliyunSms.put("--number-limits", text -> aliyun.limits(yes(text)));
  }

  private void describeHuaweiSms() {
    forHuaweiSms.put("--sms-app-key", text -> {});
    forHuaweiSms.put("--sms-app-secret", text -> {});
    forHuaweiSms.put("--content-limits", text -> huawei.contentLimits(yes(text)));
  }

  private void describeSmtp() {
    forSmtp.put("--tls", text -> smtp.tls(Choice.of(SmtpTls.class, text)));
    forSmtp.put("--certificate", text -> smtp.certificate(Choice.of(SmtpCertificate.class, text)));
    forSmtp.put("--user", text -> {});
    forSmtp.put("--user-password", text -> {});
    forSmtp.put("--login-required", text -> smtp.authenticationRequired(yes(text)));
    forSmtp.put("--pipelining", text -> smtp.pipelining(yes(text)));
    forSmtp.put(
        "--mails-per-connection", text -> smtp.maxMailsPerConnection(Integer.parseInt(text)));
    forSmtp.put("--max-connections", text -> smtp.maxConnections(Integer.parseInt(text)));
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

  Offered.Served start() {
    return chosen.start();
  }

  /** All options but {@code --help}, in the order of the alphabet. */
  static List<String> names() {
    return new SimulatorOptions().known();
  }

  private List<String> known() {
    return Stream.concat(Stream.of(common), offers.values().stream().map(Offer::options))
        .flatMap(options -> options.keySet().stream())
        .sorted()
        .toList();
  }

  private void collect(String... args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (!known().contains(name)) {
        problems.add("unknown option " + name + "; known are " + String.join(", ", known()));
      } else if (i + 1 == args.length) {
        problems.add(name + " needs a value after it");
      } else {
        values.put(name, args[i + 1]);
      }
    }
  }

  private void apply() {
    String platform = values.getOrDefault("--platform", "wechat");
    Offer offer = offers.get(platform);
    if (offer == null) {
      problems.add(
          "--platform: expected one of "
              + String.join(", ", offers.keySet())
              + ", but was "
              + platform);
      platform = "wechat";
      offer = new Offer(wechat, forWeChat);
    }
    chosen = offer.platform();
    Map<String, Consumer<String>> own = offer.options();
    for (String name : values.keySet()) {
      Consumer<String> setter = common.getOrDefault(name, own.get(name));
      if (setter == null) {
        problems.add(name + " is not for --platform " + platform);
      } else {
        read(name, setter);
      }
    }
    both("--app-id", "--app-secret", wechat::account);
    both("--agent-id", "--agent-secret", this::application);
    both("--account", "--password", xuanwu::account);
    both("--access-key-id", "--access-key-secret", aliyun::accessKey);
    both("--sms-app-key", "--sms-app-secret", huawei::application);
    both("--user", "--user-password", smtp::user);
  }

  private void application(String agentId, String secret) {
    wecom.application(Long.parseLong(agentId), secret);
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
    String text = values.getOrDefault(name, "");
    try {
      setter.accept(text);
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
}
