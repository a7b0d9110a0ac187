package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.spi.Setting;
import io.notifyjava.wechat.internal.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
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
  private static final Path THIS = Path.of("src/test/java/io/notifyjava/wechat/ReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** The README's samples; compiled, not run, for they talk to WeChat itself. */
  static SendResult samples(String appId, String appSecret, String openId) throws IOException {
    Notifier notifier =
        Notifier.builder()
            .provider("main", WeChat.account().appId(appId).appSecret(appSecret).build())
            .build();
    SendResult result =
        notifier.send(
            TemplateMessage.to(openId)
                .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
                .data("thing7", "Yoga, beginners")
                .data("time4", "2025-11-29 10:00~12:00")
                .url("https://example.com/o/1")
                .clientMsgId("order-1-paid")
                .build());
    notifier.send(
        Fallback.first(CustomerMessage.to(openId).text("Your parcel is here.").build())
            .then(
                TemplateMessage.fromTemplate("parcel-here")
                    .to(openId)
                    .with("CODE", "A-17")
                    .idempotencyKey("parcel-17")
                    .build()));
    WeChatAccount account = notifier.extension("main", WeChatAccount.class);
    Media photo = account.upload(MediaType.IMAGE, MediaFile.of(Path.of("parcel.jpg")));
    account.showTyping(openId);
    notifier.send(CustomerMessage.to(openId).image(photo).build());
    notifier.send(
        CustomerMessage.to(openId)
            .content(
                MenuContent.of("Did it arrive?", "yes", "Yes")
                    .and("no", "Not yet")
                    .withTail("Thank you."))
            .kfAccount("ada@shop")
            .build());
    notifier.send(
        ServiceSubscriptionMessage.to(openId)
            .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
            .data("thing1", "Yoga, beginners")
            .data("phrase2", "审核通过")
            .miniProgram("wx0123456789abcdef", "pages/order?id=1")
            .build());
    return result;
  }

  @Test
  void samples_areCompiled() throws IOException {
    Matcher samples = SAMPLE.matcher(Files.readString(README));
    int found = 0;
    while (samples.find()) {
      assertThat(squeezed(Files.readString(THIS))).contains(squeezed(samples.group(1)));
      found++;
    }
    assertThat(found).isEqualTo(4);
  }

  @Test
  void settings_areThoseOfTheFactory() throws IOException {
    List<String> rows =
        new WeChatProviderFactory().settings().stream().map(ReadmeTest::row).toList();

    assertThat(table("setting")).containsExactlyElementsOf(rows);
  }

  @Test
  void errorCodes_areThoseOfTheTable() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String row : table("codes")) {
      written.addAll(codes(row));
    }

    assertThat(written).isEqualTo(heldCodes());
  }

  @Test
  void values_areThoseOfTheRules() throws IOException {
    List<String> rows =
        ValueRules.current().all().stream()
            .map(rule -> "| `%s1` | %s |".formatted(rule.type(), rule.says()))
            .toList();

    assertThat(table("key")).containsAll(rows).hasSize(rows.size() + 1);
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

  /** Returns the row as "endpoint code reason treatment". */
  private static List<String> codes(String row) {
    String[] cells = row.split("\\|");
    List<String> found = new ArrayList<>();
    for (Endpoint endpoint : endpoints(cells[2].strip())) {
      for (String code : cells[1].strip().replace('−', '-').split(", ")) {
        found.add(
            endpoint + " " + code + " " + cells[3].strip().replace("`", "") + " " + how(cells[4]));
      }
    }
    return found;
  }

  private static Set<Endpoint> endpoints(String where) {
    Set<Endpoint> found = EnumSet.noneOf(Endpoint.class);
    for (String word : where.split(", ")) {
      found.addAll(
          switch (word) {
            case "token" -> EnumSet.of(Endpoint.TOKEN);
            case "call" -> EnumSet.complementOf(EnumSet.of(Endpoint.TOKEN));
            case "send" -> EnumSet.range(Endpoint.TEMPLATE_SEND, Endpoint.ONE_TIME_SEND);
            case "subscription" -> EnumSet.range(Endpoint.SUBSCRIBE_SEND, Endpoint.ONE_TIME_SEND);
            case "template" -> EnumSet.of(Endpoint.TEMPLATE_SEND);
            case "customer" -> EnumSet.of(Endpoint.CUSTOM_SEND);
            case "typing" -> EnumSet.of(Endpoint.TYPING);
            case "upload" -> EnumSet.of(Endpoint.MEDIA_UPLOAD);
            case "list" -> EnumSet.of(Endpoint.TEMPLATE_LIST);
            default -> throw new AssertionError("README names an unknown endpoint: " + where);
          });
    }
    return found;
  }

  private static Treatment how(String then) {
    Map<String, Treatment> words =
        Map.of(
            "may pass", Treatment.MAY_PASS,
            "the outcome is unknown", Treatment.UNDECIDED,
            "token renewed", Treatment.RENEW_TOKEN,
            "final; accepted if", Treatment.DUPLICATE);
    return words.entrySet().stream()
        .filter(word -> then.strip().startsWith(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Treatment.FINAL);
  }

  private static Set<String> heldCodes() {
    Set<String> held = new TreeSet<>();
    for (Endpoint endpoint : Endpoint.values()) {
      WeChatErrors.rules(endpoint)
          .forEach(
              (code, rule) ->
                  held.add(endpoint + " " + code + " " + rule.reason() + " " + rule.treatment()));
    }
    return held;
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
