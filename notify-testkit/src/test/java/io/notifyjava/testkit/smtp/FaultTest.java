package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.testkit.wire.Latency;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a script makes the server refuse and break. */
class FaultTest {

  private static final LongSupplier TICKER = System::nanoTime;

  private final SmtpSimulator smtp = SmtpSimulator.start();

  @AfterEach
  void stop() {
    smtp.close();
  }

  private String send() throws IOException {
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      return client.data("x: y\r\n");
    }
  }

  @Test
  void recipients_areAnsweredOneByOne() throws IOException {
    smtp.onRecipient().to("gone@example.test").answer(550, "5.1.1 gone");
    smtp.onRecipient().when(to -> to.startsWith("later")).answer(451, "4.2.1 later");
    try (RawClient client = RawClient.introduced(smtp)) {
      client.say(
          "MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nRCPT TO:<Gone@example.test>\r\n"
              + "RCPT TO:<later@example.test>\r\nRCPT TO:<c@example.test>\r\n");
      List<String> codes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        codes.add(client.hear().substring(0, 3));
      }
      assertThat(codes).containsExactly("250", "250", "550", "451", "250");
      client.data("x: y\r\n");
    }
    assertThat(smtp.mails().get(0).recipients())
        .containsExactly("b@example.test", "c@example.test");
    assertThat(smtp.counts().refusals(550)).isEqualTo(1);
    assertThat(smtp.counts().violations()).isZero();
  }

  @Test
  void noRecipientLeft_isNoMail() throws IOException {
    smtp.onRecipient().answer(550, "5.1.1 gone");

    assertThat(send()).as("the text is taken for commands").startsWith("500");
    assertThat(smtp.counts().refusals(554)).isEqualTo(1);
  }

  @Test
  void aStory_isToldToItsEnd() throws IOException {
    SmtpRule rule =
        smtp.onEnd()
            .after(1)
            .answers(SmtpReply.of(451, "4.3.0", "a"), SmtpReply.of(452, "4.3.1", "b"));
    rule.then().once().answer(SmtpReply.of(554, List.of("5.0.0 no", "5.0.0 never")));
    List<String> heard = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      heard.add(send());
    }

    assertThat(heard)
        .containsExactly(
            "250 2.0.0 ok, queued as 1",
            "451 4.3.0 a",
            "452 4.3.1 b",
            "554-5.0.0 no\n554 5.0.0 never",
            "250 2.0.0 ok, queued as 2");
    assertThat(rule.fired()).isEqualTo(2);
  }

  @Test
  void aShare_isDrawnFromTheSeed() throws IOException {
    smtp.onEnd().share(0.3, 7).answer(451, "4.3.0 drawn");
    String first = draws(60);
    smtp.reset();
    smtp.onEnd().share(0.3, 7).answer(451, "4.3.0 drawn");

    assertThat(draws(60)).isEqualTo(first);
    assertThat(first.chars().filter(c -> c == '4').count()).isBetween(8L, 30L);
  }

  private String draws(int mails) throws IOException {
    StringBuilder codes = new StringBuilder();
    try (RawClient client = RawClient.introduced(smtp)) {
      for (int i = 0; i < mails; i++) {
        client.ask("MAIL FROM:<>");
        client.ask("RCPT TO:<b@example.test>");
        codes.append(client.data("x: y\r\n").charAt(0));
      }
    }
    return codes.toString();
  }

  @Test
  void theLostAnswer_keepsTheMail() throws IOException {
    smtp.onEnd().once().actThen(SmtpFault.CLOSE);

    assertThat(send()).isEmpty();
    assertThat(smtp.counts().mails()).isEqualTo(1);
  }

  @Test
  void aDropBeforeKeeping_keepsNothing() {
    smtp.onEnd().once().fault(SmtpFault.RESET);

    assertThatThrownBy(this::send).isInstanceOf(SocketException.class);
    assertThat(smtp.counts().mails()).isZero();
    assertThat(smtp.counts().ends()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpStage.class,
      names = {"BANNER", "EHLO", "MAIL", "RCPT", "DATA", "END", "RSET", "QUIT"})
  void everyStage_canBeRefusedAndCut(SmtpStage stage) throws IOException {
    smtp.on(stage).once().answer(SmtpReply.of(421, "4.3.2", "going down"));
    assertThat(walk()).contains("421 4.3.2 going down");
    smtp.on(stage).once().fault(SmtpFault.CLOSE);
    assertThat(walk()).contains("");
  }

  private List<String> walk() throws IOException {
    List<String> heard = new ArrayList<>();
    try (RawClient client = new RawClient(smtp)) {
      heard.add(client.hear());
      for (String command :
          List.of(
              "EHLO x.test",
              "MAIL FROM:<>",
              "RCPT TO:<b@x.test>",
              "DATA",
              "x: y\r\n\r\n.",
              "RSET",
              "QUIT")) {
        heard.add(client.ask(command));
        if (heard.contains("") || heard.contains("421 4.3.2 going down")) {
          break;
        }
      }
    }
    return heard;
  }

  @Test
  void brokenAnswers_comeAsTheirNamesSay() throws IOException {
    smtp.onEnd().once().fault(SmtpFault.TRUNCATED).then().once().fault(SmtpFault.GARBAGE);
    assertThat(send()).isEqualTo("250 2.0.0 ok,");
    assertThat(send()).contains("this is not SMTP");
    smtp.onEnd().once().fault(SmtpFault.HTML_PAGE).then().once().fault(SmtpFault.EMPTY_LINE);
    assertThat(send()).startsWith("HTTP/1.1 200");
    assertThat(send()).isEmpty();
    assertThat(smtp.counts().mails()).isZero();
    smtp.onEnd().once().fault(SmtpFault.hugeAnswer(2_000_000));
    assertThat(send()).hasSizeGreaterThan(1_900_000).endsWith("250 2.0.0 ok, queued as 1");
    smtp.onEnd().once().fault(SmtpFault.drip(Duration.ofMillis(1)));
    assertThat(send()).isEqualTo("250 2.0.0 ok, queued as 2");
    smtp.onEnd().once().fault(SmtpFault.CLOSE_AFTER_REPLY);
    assertThat(send()).isEqualTo("250 2.0.0 ok, queued as 3");
  }

  @Test
  void anEndlessAnswer_endsWithTheClient() throws IOException {
    smtp.onEnd().once().fault(SmtpFault.ENDLESS);
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      client.ask("DATA");
      client.say("x: y\r\n\r\n.\r\n");
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.line()).startsWith("250-");
      }
    }
    assertThat(send()).startsWith("250");
  }

  @Test
  void delaysAndLatency_holdAnswersBack() throws IOException {
    smtp.onEnd().delay(Duration.ofMillis(60));
    long begun = TICKER.getAsLong();
    assertThat(send()).startsWith("250");
    assertThat(TICKER.getAsLong() - begun).isGreaterThanOrEqualTo(60_000_000);
    try (SmtpSimulator slow =
            SmtpSimulator.builder().latency(Latency.fixed(Duration.ofMillis(20))).start();
        RawClient client = new RawClient(slow)) {
      long start = TICKER.getAsLong();
      client.hear();
      client.ask("EHLO x.test");
      assertThat(TICKER.getAsLong() - start).isGreaterThanOrEqualTo(40_000_000);
    }
  }

  @Test
  void droppingConnections_endsSilence() throws IOException {
    smtp.onEhlo().fault(SmtpFault.NEVER_READ);
    try (RawClient client = RawClient.greeted(smtp)) {
      client.say("EHLO x.test\r\n");
      smtp.dropConnections();
      assertThat(client.endsWithoutAWord()).isTrue();
    }
    assertThat(smtp.counts().openNow()).isZero();
  }

  @Test
  void mistakesInAScript_areToldAtOnce() {
    assertThatThrownBy(() -> smtp.onEnd().answer(150, "x")).hasMessageContaining("200 and 599");
    assertThatThrownBy(() -> smtp.onEnd().answer(250, "a\r\nb")).hasMessageContaining("line ends");
    assertThatThrownBy(() -> smtp.onEnd().answers()).hasMessageContaining("at least one reply");
    assertThatThrownBy(() -> smtp.onEnd().share(0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> smtp.onEnd().every(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> smtp.onEnd().pass().then()).hasMessageContaining("say once()");
    assertThatThrownBy(() -> SmtpFault.hugeAnswer(0)).hasMessageContaining("size above zero");
  }
}
