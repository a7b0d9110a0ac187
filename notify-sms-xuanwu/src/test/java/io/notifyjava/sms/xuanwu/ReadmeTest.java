package io.notifyjava.sms.xuanwu;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.message.Secret;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.sms.SmsVariable;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README against the code. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Path THIS =
      Path.of("src/test/java/io/notifyjava/sms/xuanwu/ReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** The README's samples; compiled, not run, for they talk to Xuanwu itself. */
  static SendResult samples(Secret password) {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("captcha")
                    .text("您的验证码是${code}")
                    .variable(SmsVariable.of("code").withPattern("[0-9]{4,6}")))
            .build();
    Notifier notifier =
        Notifier.builder()
            .smsTemplates(templates)
            .provider(
                "xuanwu",
                XuanwuSms.mos()
                    .account("demo@corp")
                    .password(password)
                    .baseUrl("https://mos.wxchina.com:9100")
                    .signPlacement(SignPlacement.PREFIX)
                    .signName("示例")
                    .build())
            .build();
    SendResult result =
        notifier.send(
            SmsMessage.to("13800138000").template("captcha").with("code", "1234").build());
    return result;
  }

  static ProviderSetup older(Secret password) {
    ProviderSetup old =
        XuanwuSms.cgi()
            .account("demo@corp")
            .password(password)
            .baseUrl("http://211.147.239.62:9050")
            .allowPlainHttp(true)
            .build();
    return old;
  }

  @Test
  void samples_areCompiled() throws IOException {
    Matcher samples = SAMPLE.matcher(Files.readString(README));
    int found = 0;
    while (samples.find()) {
      assertThat(squeezed(Files.readString(THIS))).contains(squeezed(samples.group(1)));
      found++;
    }
    assertThat(found).isEqualTo(2);
    assertThat(older(Secret.of("p"))).isNotNull();
  }

  @Test
  void settings_areThoseOfTheFactory() throws IOException {
    List<String> rows =
        new XuanwuSmsProviderFactory().settings().stream().map(ReadmeTest::row).toList();

    assertThat(table("setting")).containsExactlyElementsOf(rows);
  }

  @Test
  void replyCodes_areThoseOfTheTables() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String row : table("codes")) {
      String[] cells = row.split("\\|");
      for (String wire : cells[2].strip().split(", ")) {
        for (String code : cells[1].strip().split(", ")) {
          written.add(
              wire + " " + code + " " + cells[3].strip().replace("`", "") + " " + how(cells[4]));
        }
      }
    }
    Set<String> held = new TreeSet<>();
    Map.of("mos", ReplyCodes.MOS, "cgi", ReplyCodes.CGI)
        .forEach(
            (wire, codes) ->
                codes.forEach(
                    (code, rule) ->
                        held.add(
                            wire + " " + code + " " + rule.reason() + " " + rule.treatment())));

    assertThat(written).isEqualTo(held);
  }

  private static Treatment how(String then) {
    return switch (then.strip()) {
      case "final" -> Treatment.FINAL;
      case "tried apart" -> Treatment.SPLIT;
      case "may pass" -> Treatment.MAY_PASS;
      case "the outcome is unknown" -> Treatment.UNDECIDED;
      default -> throw new AssertionError("README says something else: " + then);
    };
  }

  private static String row(Setting setting) {
    String value = setting.defaultValue() == null ? "" : "`" + setting.defaultValue() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.name(),
            setting.kind().name().toLowerCase(Locale.ROOT),
            setting.required() ? "required" : value,
            setting.description());
  }

  /** Returns the rows of the table whose first column has this name. */
  private static List<String> table(String firstColumn) throws IOException {
    List<String> lines = Files.readAllLines(README);
    int head =
        Stream.iterate(0, i -> i + 1)
            .limit(lines.size())
            .filter(i -> lines.get(i).startsWith("| " + firstColumn + " |"))
            .findFirst()
            .orElseThrow();
    return lines.subList(head + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
