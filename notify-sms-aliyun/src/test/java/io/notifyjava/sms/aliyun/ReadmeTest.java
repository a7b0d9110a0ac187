package io.notifyjava.sms.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import com.aliyuncs.auth.BasicSessionCredentials;
import io.notifyjava.Notifier;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.sms.SmsVariable;
import io.notifyjava.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      Path.of("src/test/java/io/notifyjava/sms/aliyun/ReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern JAR =
      Pattern.compile("^ +([\\w.-]+):([\\w.-]+):jar:([\\w.-]+):[a-z]+:(\\S+)");
  private static final Pattern NAME_OR_VERSION = Pattern.compile("`([^`]+)`|([0-9][0-9.]*)");

  /** The page's samples; compiled, not run, for they talk to Aliyun itself. */
  static SendResult samples(String keyId, String keySecret) {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("captcha")
                    .variable(SmsVariable.of("code").withPattern("[0-9]{4,6}"))
                    .mapping(
                        "sms-aliyun",
                        SmsMapping.builder().templateId("SMS_154950909").signName("衣云")))
            .build();
    Notifier notifier =
        Notifier.builder()
            .smsTemplates(templates)
            .provider("sms", AliyunSms.account().accessKey(keyId, keySecret).build())
            .build();
    SendResult result =
        notifier.send(
            SmsMessage.to("+8613800138000").template("captcha").with("code", "1234").build());
    return result;
  }

  static Notifier stsSample(SmsTemplates templates, String id, String secret, String token) {
    AlibabaCloudCredentialsProvider vault = () -> new BasicSessionCredentials(id, secret, token);
    Notifier renewed =
        Notifier.builder()
            .smsTemplates(templates)
            .provider("sms", AliyunSms.account().credentials(vault).build())
            .build();
    return renewed;
  }

  @Test
  void samples_areCompiled() throws IOException {
    String code = squeezed(Files.readString(THIS));
    Matcher samples = SAMPLE.matcher(Files.readString(PAGE));
    int found = 0;
    while (samples.find()) {
      assertThat(code).contains(squeezed(samples.group(1)));
      found++;
    }
    assertThat(found).isEqualTo(2);
  }

  @Test
  void settings_areThoseOfTheFactory() throws IOException {
    assertThat(table("setting"))
        .containsExactlyElementsOf(
            new AliyunSmsProviderFactory().settings().stream().map(ReadmeTest::row).toList());
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

  @Test
  void codes_areThoseOfTheTable() throws IOException {
    Map<String, String> written = new TreeMap<>();
    for (String row : table("codes")) {
      String[] cells = row.split("\\|");
      for (String code : cells[1].strip().replace("`", "").split(", ")) {
        written.put(code, cells[2].strip().replace("`", "") + " " + how(cells[3].strip()));
      }
    }
    Map<String, String> held = new TreeMap<>();
    AliyunErrors.codes().forEach((code, rule) -> held.put(code, words(rule)));
    AliyunErrors.prefixes().forEach((prefix, rule) -> held.put(prefix + "*", words(rule)));

    assertThat(written).isEqualTo(held);
  }

  /** The build writes down what a service gets that uses this module and nothing else. */
  @Test
  void jars_areThoseOfTheRuntimeClassPath() throws IOException {
    Map<String, String> real = new TreeMap<>(Map.of("notify-sms-aliyun", ""));
    Map<String, String> sizes = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("target/runtime-jars.txt"))) {
      Matcher jar = JAR.matcher(line);
      if (jar.find()) {
        boolean ours = jar.group(1).equals("io.notifyjava");
        real.put(jar.group(2), ours ? "" : jar.group(3));
        if (!ours) {
          sizes.put(
              jar.group(2), String.valueOf((Files.size(Path.of(jar.group(4))) + 1023) / 1024));
        }
      }
    }
    Map<String, String> written = new TreeMap<>();
    Map<String, String> writtenSizes = new TreeMap<>();
    for (String row : table("jar")) {
      String[] cells = row.split("\\|");
      List<String> names = namesWithVersions(cells[1], written);
      String[] kilobytes = cells[2].strip().split(", ");
      assertThat(kilobytes).as(row).hasSameSizeAs(names);
      for (int i = 0; i < kilobytes.length; i++) {
        writtenSizes.put(names.get(i), kilobytes[i].replace(",", ""));
      }
      assertThat(cells[3]).as("why it is there").isNotBlank();
    }

    assertThat(written).isEqualTo(real).hasSizeGreaterThan(10);
    assertThat(writtenSizes).containsAllEntriesOf(sizes);
    assertThat(Files.readString(PAGE)).contains("(" + real.size() + " jars, ");
  }

  /** Reads {@code `a`, `b` 1.0, `c` 2.0}: a version is that of the names before it, too. */
  private static List<String> namesWithVersions(String cell, Map<String, String> written) {
    List<String> names = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    Matcher parts = NAME_OR_VERSION.matcher(cell);
    while (parts.find()) {
      if (parts.group(1) == null) {
        waiting.forEach(name -> written.put(name, parts.group(2)));
        waiting.clear();
      } else {
        names.add(parts.group(1));
        waiting.add(parts.group(1));
        written.put(parts.group(1), "");
      }
    }
    return names;
  }

  private static String words(ErrorRule rule) {
    return rule.reason() + " " + rule.treatment();
  }

  private static Treatment how(String then) {
    if (then.startsWith("may pass")) {
      return Treatment.MAY_PASS;
    }
    return then.startsWith("unknown") ? Treatment.UNDECIDED : Treatment.FINAL;
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
