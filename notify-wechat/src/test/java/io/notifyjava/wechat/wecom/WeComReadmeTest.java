package io.notifyjava.wechat.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds WECOM.md against the code. */
class WeComReadmeTest {

  private static final Path PAGE = Path.of("WECOM.md");
  private static final Path THIS =
      Path.of("src/test/java/io/notifyjava/wechat/wecom/WeComReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** The page's samples; compiled, not run, for they talk to WeCom itself. */
  static List<SendResult> samples(String corpId, String secret, String url) {
    Notifier notifier =
        Notifier.builder()
            .provider(
                "work",
                WeCom.application().corpId(corpId).corpSecret(secret).agentId(1_000_002).build())
            .build();
    SendResult result =
        notifier.send(WeComMessage.toUser("zhangsan").text("Your parcel is here.").build());
    SendResult sent =
        notifier.send(
            WeComMessage.builder()
                .toUsers(List.of("zhangsan", "lisi"))
                .toParty("7")
                .textCard("Canteen", "The menu of <div class=\"highlight\">Monday</div>", url)
                .build());
    List<Recipient> missed = sent.orThrow().receipt().unreached();
    assertThat(missed).isNotNull();
    TemplateCard leave =
        TemplateCard.buttonInteraction()
            .title("Leave of Ada Lovelace")
            .item(CardItem.text("Days", "3"))
            .button("Approve", "yes")
            .button("Refuse", "no", 2)
            .taskId("leave-17")
            .build();
    Receipt receipt =
        notifier.send(WeComMessage.toUser("boss").content(leave).build()).orThrow().receipt();
    WeComAccount account = notifier.extension("work", WeComAccount.class);
    account.updateCard(receipt.updateCode().orElseThrow(), WeComAudience.user("boss"), "Approved");
    return List.of(result, sent);
  }

  static void robotSamples(String webhook, String report) {
    Notifier ops = Notifier.builder().provider("ops", WeCom.robot().key(webhook).build()).build();
    for (String part : WeComRobotMessage.split(report, WeComRobotMessage.MAX_MARKDOWN_BYTES)) {
      ops.send(WeComRobotMessage.to("on-call").markdown(part).build());
    }
  }

  @Test
  void samples_areCompiled() throws IOException {
    Matcher samples = SAMPLE.matcher(Files.readString(PAGE));
    int found = 0;
    while (samples.find()) {
      assertThat(squeezed(Files.readString(THIS))).contains(squeezed(samples.group(1)));
      found++;
    }
    assertThat(found).isEqualTo(4);
  }

  @Test
  void settings_areThoseOfTheFactories() throws IOException {
    assertThat(table("setting"))
        .containsExactlyElementsOf(
            new WeComProviderFactory().settings().stream().map(WeComReadmeTest::row).toList());
    assertThat(table("robot setting"))
        .containsExactlyElementsOf(
            new WeComRobotProviderFactory().settings().stream().map(WeComReadmeTest::row).toList());
  }

  @Test
  void errorCodes_areThoseOfTheTable() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String row : table("codes")) {
      written.addAll(codes(row));
    }

    assertThat(written).isEqualTo(heldCodes());
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

  /** Returns the row as "endpoint code reason treatment". */
  private static List<String> codes(String row) {
    String[] cells = row.split("\\|");
    List<String> found = new ArrayList<>();
    for (WeComEndpoint endpoint : endpoints(cells[2].strip())) {
      for (String code : cells[1].strip().replace('−', '-').split(", ")) {
        found.add(
            endpoint + " " + code + " " + cells[3].strip().replace("`", "") + " " + how(cells[4]));
      }
    }
    return found;
  }

  private static Set<WeComEndpoint> endpoints(String where) {
    Set<WeComEndpoint> found = EnumSet.noneOf(WeComEndpoint.class);
    for (String word : where.split(", ")) {
      found.addAll(
          switch (word) {
            case "application but token" ->
                EnumSet.of(
                    WeComEndpoint.SEND,
                    WeComEndpoint.RECALL,
                    WeComEndpoint.UPDATE_CARD,
                    WeComEndpoint.UPLOAD);
            case "application" -> EnumSet.range(WeComEndpoint.TOKEN, WeComEndpoint.UPLOAD);
            case "all but token" -> EnumSet.range(WeComEndpoint.SEND, WeComEndpoint.ROBOT_UPLOAD);
            case "robot" -> EnumSet.range(WeComEndpoint.ROBOT_SEND, WeComEndpoint.ROBOT_UPLOAD);
            case "uploads" -> EnumSet.of(WeComEndpoint.UPLOAD, WeComEndpoint.ROBOT_UPLOAD);
            case "update" -> EnumSet.of(WeComEndpoint.UPDATE_CARD);
            default ->
                EnumSet.of(WeComEndpoint.valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_')));
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
    Stream.of(WeComEndpoint.values())
        .forEach(
            endpoint ->
                WeComErrors.rules(endpoint)
                    .forEach(
                        (code, rule) ->
                            held.add(
                                endpoint
                                    + " "
                                    + code
                                    + " "
                                    + rule.reason()
                                    + " "
                                    + rule.treatment())));
    return held;
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
