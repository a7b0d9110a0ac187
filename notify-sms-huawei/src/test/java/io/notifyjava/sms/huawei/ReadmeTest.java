package io.notifyjava.sms.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds README.md against the code. */
class ReadmeTest {

  private static final Path PAGE = Path.of("README.md");
  private static final Path THIS =
      Path.of("src/test/java/io/notifyjava/sms/huawei/ReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** The page's sample; compiled, not run, for it talks to Huawei itself. */
  static SendResult sample(String key, String secret) {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("parcel")
                    .variable("count")
                    .variable("place")
                    .mapping(
                        "sms-huawei",
                        SmsMapping.builder()
                            .templateId("8ff55eac1d0b478ab3c06c3c6a492300")
                            .order("place", "count")
                            .setting("from", "8824110605")))
            .build();
    Notifier notifier =
        Notifier.builder()
            .smsTemplates(templates)
            .provider("sms", HuaweiSms.account().appKey(key).appSecret(secret).build())
            .build();
    SendResult result =
        notifier.send(
            SmsMessage.to("13800138000")
                .template("parcel")
                .with("count", "3")
                .with("place", "Park Gate")
                .build());
    return result;
  }

  @Test
  void sample_isCompiled() throws IOException {
    Matcher samples = SAMPLE.matcher(Files.readString(PAGE));

    assertThat(samples.find()).isTrue();
    assertThat(squeezed(Files.readString(THIS))).contains(squeezed(samples.group(1)));
  }

  @Test
  void settings_areThoseOfTheFactory() throws IOException {
    assertThat(table("setting"))
        .containsExactlyElementsOf(
            new HuaweiSmsProviderFactory().settings().stream().map(ReadmeTest::row).toList());
  }

  @Test
  void errorCodes_areThoseOfTheTables() throws IOException {
    assertThat(codes("codes of a call")).isEqualTo(held(Errors.callRules()));
    assertThat(codes("codes of a number")).isEqualTo(held(Errors.numberRules()));
  }

  private static Map<String, String> held(Map<String, ErrorRule> rules) {
    Map<String, String> held = new TreeMap<>();
    rules.forEach(
        (code, rule) -> held.put(code, rule.reason() + (rule.mayPass() ? " may pass" : " final")));
    return held;
  }

  private static Map<String, String> codes(String firstColumn) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String row : table(firstColumn)) {
      String[] cells = row.split("\\|");
      for (String code : cells[1].strip().split(", ")) {
        found.put(code, cells[2].strip().replace("`", "") + " " + cells[3].strip());
      }
    }
    return found;
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
    List<String> lines = Files.readAllLines(PAGE);
    int head =
        IntStream.range(0, lines.size())
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
