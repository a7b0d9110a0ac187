package io.notifyjava.testkit;

import static io.notifyjava.testkit.Answers.accepted;
import static io.notifyjava.testkit.Answers.unknown;
import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.simulator.AccountKind;
import io.notifyjava.testkit.simulator.HuaweiSmsReply;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import io.notifyjava.testkit.simulator.HuaweiVariable;
import io.notifyjava.testkit.simulator.MediaType;
import io.notifyjava.testkit.simulator.TemplateKind;
import io.notifyjava.testkit.simulator.UserAction;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.simulator.WeComReply;
import io.notifyjava.testkit.simulator.WeComSimulator;
import io.notifyjava.testkit.simulator.XuanwuSmsReply;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulator;
import io.notifyjava.testkit.smtp.SmtpFault;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's samples, run; and the README held against them and against the moods. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Path TESTS = Path.of("src/test/java/io/notifyjava/testkit");
  private static final List<Path> SOURCES =
      List.of(
          TESTS.resolve("ReadmeTest.java"),
          TESTS.resolve("contract/TinyFixture.java"),
          TESTS.resolve("contract/TinyProviderContractTest.java"));
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void aLostAnswerIsNotSentAgain() {
    RecordingProvider<TestMessage> provider =
        RecordingProvider.of(TestMessage.class)
            .answers(accepted("vendor-1"))
            .then(unknown(FailureReason.TIMEOUT));

    try (Notifier notifier = Notifier.builder().provider("main", provider).build()) {
      SendResult first = notifier.send(TestMessage.of("ann", "Your parcel is here"));
      SendResult second = notifier.send(TestMessage.of("bob", "Your parcel is here"));

      assertThat(first).isAccepted().hasProviderMessageId("vendor-1");
      assertThat(second).isUnknown().withReason(FailureReason.TIMEOUT).hasAttempts(1);
      assertThat(provider.sent()).hasSize(2);
    }
  }

  @Test
  void whatIsLateIsNotSent() {
    ManualClock clock = new ManualClock();
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);

    try (Notifier notifier =
        Notifier.builder().provider("main", provider).clock(clock).ticker(clock.ticker()).build()) {
      TestMessage message = TestMessage.to("ann").deadline(clock.instant().plusSeconds(60)).build();
      clock.advance(Duration.ofMinutes(2));

      assertThat(notifier.send(message)).isRejected().withReason(FailureReason.EXPIRED);
      assertThat(provider.sent()).isEmpty();
    }
  }

  @Test
  void aSimulatorIsScriptedAndCounts() {
    try (WeChatSimulator wechat = WeChatSimulator.start()) {
      wechat.onTemplate().next(3).answer(WeChatReply.error(45009));
      wechat.closeWindow("oABC-1234567890_abcdefghijkl");

      // … the service under test, with wechat.baseUrl(), wechat.appId() and wechat.appSecret()

      assertThat(wechat.counts().templateDelivered()).isZero();
    }
  }

  @Test
  void aSimulatorIsStrictAboutWhatWasNamed() {
    try (WeChatSimulator wechat =
        WeChatSimulator.builder().account("wxShop", "secret", AccountKind.MINI_PROGRAM).start()) {
      wechat.registerTemplate(TemplateKind.SUBSCRIPTION, "T1", "thing1"); // other templates: 40037
      wechat.consent("oABC-1234567890_abcdefghijkl", "T1", 2); // the third message: 43101
      wechat.openWindow(
          "oABC-1234567890_abcdefghijkl", UserAction.ENTERS_CHAT); // two, within a minute
      wechat.registerMedia("M1", MediaType.IMAGE); // other media ids: 40007

      // … the service under test

      assertThat(wechat.counts().subscriptionDelivered()).isZero();
      assertThat(wechat.recent(WeChatApi.SUBSCRIBE)).isEmpty(); // or lastBody(...), byte for byte
    }
  }

  @Test
  void weComIsScriptedAndCountsToo() {
    try (WeComSimulator wecom = WeComSimulator.start()) {
      wecom.person("lisi").isInvisible();
      wecom
          .onMessage()
          .first(3)
          .answer(WeComReply.error(-1))
          .then()
          .once()
          .answer(WeComReply.error(45009));
      wecom.robot().isNotInGroup();

      // … the service under test, with wecom.baseUrl(), wecom.corpId() and wecom.application()

      assertThat(wecom.counts().messages()).isZero();
    }
  }

  @Test
  void huaweiTellsNumbersApart() {
    try (HuaweiSmsSimulator huawei =
        HuaweiSmsSimulator.builder().template("T1", HuaweiVariable.CHARDIGIT).start()) {
      huawei.status("+8613900139000", "E200041"); // this number, not its call
      huawei.onSend().first(3).answer(HuaweiSmsReply.error("E000623"));

      // … the service under test, with huawei.baseUrl(), huawei.appKey() and huawei.appSecret()

      assertThat(huawei.counts().duplicates()).isZero();
    }
  }

  @Test
  void xuanwuIsScriptedAndCountsToo() {
    try (XuanwuSmsSimulator xuanwu = XuanwuSmsSimulator.start()) {
      xuanwu.account().balance(3);
      xuanwu.onMos().to("13800138000").once().answer(XuanwuSmsReply.mos(-5));
      xuanwu.onCgi().first(2).answer(XuanwuSmsReply.cgi(-3));

      // … the service under test, with xuanwu.baseUrl() and xuanwu.account()

      assertThat(xuanwu.counts().duplicates()).isZero();
      assertThat(xuanwu.delivered("13800138000")).isZero();
    }
  }

  @Test
  void mailIsScriptedStageByStage() {
    try (SmtpSimulator smtp =
        SmtpSimulator.builder().tls(SmtpTls.STARTTLS).user("ann", "secret").start()) {
      smtp.onRecipient().to("gone@example.test").answer(550, "5.1.1 nobody here");
      smtp.onEnd().once().actThen(SmtpFault.CLOSE); // the mail is taken, its answer is lost
      smtp.onEnd().share(0.02, 7).answer(451, "4.3.0 later"); // two in a hundred, by a seed

      // … the service under test, with smtp.port() and smtp.authority()

      assertThat(smtp.counts().duplicates()).isZero();
    }
  }

  @Test
  void everySampleIsCompiled() throws IOException {
    String sources = SOURCES.stream().map(ReadmeTest::read).collect(Collectors.joining("\n"));
    List<String> samples =
        SAMPLE.matcher(Files.readString(README)).results().map(found -> found.group(1)).toList();

    assertThat(samples).hasSize(10);
    assertThat(samples)
        .allSatisfy(sample -> assertThat(squeezed(sources)).contains(squeezed(sample)));
  }

  @Test
  void theTableNamesEveryMood() throws IOException {
    List<String> rows =
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\w+) \\| (yes|no) \\|")
            .matcher(Files.readString(README))
            .results()
            .map(ReadmeTest::row)
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ServerMood.values()).map(ReadmeTest::row).toList());
  }

  private static String row(ServerMood mood) {
    return mood + " " + mood.kind().name().toLowerCase(Locale.ROOT) + " " + mood.isOptional();
  }

  private static String row(MatchResult found) {
    return found.group(1) + " " + found.group(2) + " " + found.group(3).equals("yes");
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot read " + source, failed);
    }
  }

  private static String squeezed(String text) {
    return Stream.of(text.split("\\s+")).collect(Collectors.joining());
  }
}
