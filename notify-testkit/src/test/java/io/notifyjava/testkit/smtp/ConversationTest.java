package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, their order, their syntax and their limits, over a raw socket. */
class ConversationTest {

  private SmtpSimulator smtp = SmtpSimulator.start();

  @AfterEach
  void stop() {
    smtp.close();
  }

  private void restart(SmtpSimulatorBuilder builder) {
    smtp.close();
    smtp = builder.start();
  }

  @Test
  void aMail_isTakenAndWrittenDown() throws IOException {
    try (RawClient client = RawClient.greeted(smtp)) {
      assertThat(client.ask("EHLO client.example.test"))
          .contains("250-PIPELINING", "250-SIZE 10485760", "250-8BITMIME", "250-SMTPUTF8")
          .doesNotContain("STARTTLS", "AUTH", "CHUNKING");
      assertThat(client.ask("MAIL FROM:<a@example.test> SIZE=10")).startsWith("250 2.1.0");
      assertThat(client.ask("RCPT TO:<b@example.test>")).startsWith("250 2.1.5");
      assertThat(client.ask("DATA")).startsWith("354");
      assertThat(client.ask("Subject: hi\r\n\r\n..dot\r\nbye\r\n.")).startsWith("250 2.0.0");
      assertThat(client.ask("QUIT")).startsWith("221");
      assertThat(client.rest()).isEmpty();
    }
    assertThat(smtp.mails())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.from()).isEqualTo("a@example.test");
              assertThat(mail.recipients()).containsExactly("b@example.test");
              assertThat(mail.text()).isEqualTo("Subject: hi\r\n\r\n.dot\r\nbye\r\n");
              assertThat(mail.header("subject")).contains("hi");
              assertThat(mail.body()).isEqualTo(".dot\r\nbye\r\n");
              assertThat(mail.tls()).isFalse();
              assertThat(mail.user()).isEmpty();
              assertThat(mail.toString()).doesNotContain("example", "dot");
            });
    assertThat(smtp.counts().violations()).isZero();
    assertThat(smtp.counts().commands(SmtpCommand.MAIL)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL FROM:<a@b.test>", "RCPT TO:<a@b.test>", "DATA", "AUTH PLAIN"})
  void beforeEhlo_isABadSequence(String command) throws IOException {
    try (RawClient client = RawClient.greeted(smtp)) {
      assertThat(client.ask(command)).isEqualTo("503 5.5.1 EHLO comes first");
    }
    assertThat(smtp.counts().violations()).isEqualTo(1);
  }

  @Test
  void whatComesInTheWrongOrder_isABadSequence() throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask("RCPT TO:<b@example.test>")).startsWith("503");
      assertThat(client.ask("DATA")).startsWith("503");
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("503");
      assertThat(client.ask("DATA")).startsWith("503");
      assertThat(client.ask("RSET")).startsWith("250");
      assertThat(client.ask("RCPT TO:<b@example.test>")).startsWith("503");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EHLO | 501",
        "EHLO under_score.test | 501",
        "EHLO [127.0.0.1] | 250",
        "HELO x y | 501",
        "MAIL FROM: <a@example.test> | 501",
        "MAIL FROM:a@example.test | 501",
        "MAIL TO:<a@example.test> | 501",
        "MAIL FROM:<a@example.test | 501",
        "MAIL FROM:<a@example.test>SIZE=1 | 501",
        "MAIL FROM:<a@example.test>  SIZE=1 | 501",
        "MAIL FROM:<a@example.test> SIZE= | 501",
        "MAIL FROM:<a@example.test> SIZE=x | 501",
        "MAIL FROM:<a@example.test> SIZE=1 SIZE=1 | 501",
        "MAIL FROM:<a@example.test> SIZE=99999999999 | 552",
        "MAIL FROM:<a@example.test> BODY=BINARYMIME | 501",
        "MAIL FROM:<a@example.test> SMTPUTF8=1 | 501",
        "MAIL FROM:<a@example.test> RET=HDRS | 555",
        "MAIL FROM:<a@example.test> AUTH=<> | 555",
        "MAIL FROM:<a@b@example.test> | 553",
        "MAIL FROM:<a.@example.test> | 553",
        "MAIL FROM:<a b@example.test> | 553",
        "MAIL FROM:<\"a b\"@example.test> | 250",
        "MAIL FROM:<a> | 553",
        "MAIL FROM:<a@-example.test> | 553",
        "MAIL FROM:<a@[127.0.0.1]> | 250",
        "MAIL FROM:<> BODY=8bitmime | 250",
        "mail from:<a@example.test> | 250",
        "STARTTLS | 502",
        "AUTH PLAIN AAA= | 502",
        "VRFY somebody | 252",
        "NOOP | 250",
        "RSET now | 501",
        "QUIT now | 501",
        "EXPN list | 500",
        "GET / HTTP/1.1 | 500",
        "BDAT 10 LAST | 502"
      })
  void aCommand_isAnsweredAsTheStandardSays(String command, String code) throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask(command)).startsWith(code);
    }
  }

  @Test
  void recipients_takeNoParametersAndNoNullAddress() throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<>")).startsWith("553");
      assertThat(client.ask("RCPT TO:<postmaster>")).startsWith("250");
      assertThat(client.ask("RCPT TO:<b@example.test> NOTIFY=NEVER")).startsWith("555");
    }
  }

  @Test
  void parameters_needEhlo() throws IOException {
    try (RawClient client = RawClient.greeted(smtp)) {
      assertThat(client.ask("HELO client.example.test")).isEqualTo("250 simulator.example.test");
      assertThat(client.ask("MAIL FROM:<a@example.test> SIZE=1")).startsWith("555");
      assertThat(client.ask("MAIL FROM:<a@example.test>")).startsWith("250");
    }
  }

  @Test
  void linesBeyond512Octets_areRefusedAndSkipped() throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      String longest = "NOOP " + "x".repeat(505);
      assertThat(client.ask(longest)).startsWith("250");
      assertThat(client.ask(longest + "x")).isEqualTo("500 5.5.2 line longer than 512 octets");
      assertThat(client.ask("NOOP " + "x".repeat(100_000))).startsWith("500");
      assertThat(client.ask("NOOP")).startsWith("250");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP\n", "NOOP\rRSET\r\n", "NO\nOP\r\n"})
  void bareLineEnds_inACommand_endTheConversation(String bytes) throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      client.say(bytes);
      assertThat(client.rest()).startsWith("500 5.5.2 bare ");
    }
    assertThat(smtp.counts().violations()).isEqualTo(1);
  }

  @Test
  void tooManyErrors_endTheConversation() throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      for (int i = 0; i < 19; i++) {
        assertThat(client.ask("WHAT")).startsWith("500");
      }
      client.say("WHAT\r\n");
      assertThat(client.rest()).contains("421 4.7.0 too many errors");
    }
  }

  @Test
  void pipelinedCommands_areAnsweredInTheirOrder() throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      client.say(
          "MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nRCPT TO:<bad>\r\nDATA\r\n");
      assertThat(client.hear()).startsWith("250");
      assertThat(client.hear()).startsWith("250");
      assertThat(client.hear()).startsWith("553");
      assertThat(client.hear()).startsWith("354");
      client.say("x: y\r\n\r\n.\r\nMAIL FROM:<>\r\n");
      assertThat(client.hear()).startsWith("250 2.0.0 ok, queued as 1");
      assertThat(client.hear()).startsWith("250 2.1.0");
    }
  }

  @Test
  void pipelining_whereItIsNotOffered_isRefusedAndCounted() throws IOException {
    restart(SmtpSimulator.builder().pipelining(false));
    try (RawClient client = RawClient.greeted(smtp)) {
      assertThat(client.ask("EHLO client.example.test")).doesNotContain("PIPELINING");
      client.say("MAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\n");
      assertThat(client.rest()).startsWith("554 5.5.0 talked before the answer came");
    }
    assertThat(smtp.counts().violations()).isEqualTo(1);
    assertThat(smtp.mails()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATA\r\nSubject: x\r\n", "EHLO again.test\r\nNOOP\r\n"})
  void commandsThatMustBeLast_areNotFollowedByAnything(String commands) throws IOException {
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      client.say(commands);
      assertThat(client.rest()).startsWith("554");
    }
  }

  @Test
  void limits_areKept() throws IOException {
    restart(SmtpSimulator.builder().maxRecipients(1).maxSize(1_000).maxMailsPerConnection(1));
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      assertThat(client.ask("RCPT TO:<c@example.test>")).startsWith("452 4.5.3");
      assertThat(client.data("x: y\r\n\r\n" + "long\r\n".repeat(200))).startsWith("552 5.3.4");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<b@example.test>");
      assertThat(client.data("x: y\r\n")).startsWith("250");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("421 4.7.0");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void connectionsBeyondTheLimit_areTurnedAway() throws IOException {
    restart(SmtpSimulator.builder().maxConnections(1));
    try (RawClient first = RawClient.introduced(smtp);
        RawClient second = new RawClient(smtp)) {
      assertThat(second.hear()).startsWith("421 4.7.0");
      assertThat(first.ask("NOOP")).startsWith("250");
    }
    assertThat(smtp.counts().mostConnections()).isEqualTo(2);
  }

  @Test
  void aClientThatSaysNothing_isToldSo() throws IOException {
    restart(SmtpSimulator.builder().idleLimit(Duration.ofMillis(50)));
    try (RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.rest()).startsWith("421 4.4.2");
    }
  }

  @Test
  void chunks_makeAMail() throws IOException {
    restart(SmtpSimulator.builder().chunking(true));
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      client.say("BDAT 5\r\nx: y\r");
      assertThat(client.hear()).startsWith("250");
      assertThat(client.ask("DATA")).startsWith("503");
      client.say("BDAT 7 LAST\r\n\n\r\n.\r\na");
      assertThat(client.hear()).startsWith("250");
    }
    assertThat(smtp.mails())
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).isEqualTo("x: y\r\n\r\n.\r\na"));
  }

  @Test
  void nonAsciiAddresses_needSmtpUtf8() throws IOException {
    String address = utf8("用户@example.test");
    try (RawClient client = RawClient.introduced(smtp)) {
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<" + address + ">")).startsWith("553 5.6.7");
      client.ask("RSET");
      client.ask("MAIL FROM:<" + address + "> SMTPUTF8");
      assertThat(client.ask("RCPT TO:<" + address + ">")).startsWith("250");
      assertThat(client.ask("RCPT TO:<\u00ff@example.test>")).startsWith("501");
      client.data("x: y\r\n");
    }
    assertThat(smtp.mails().get(0).recipients()).containsExactly("用户@example.test");
    assertThat(smtp.mails().get(0).smtpUtf8()).isTrue();
  }

  @Test
  void extensionsThatAreNotOffered_areNotKnown() throws IOException {
    restart(SmtpSimulator.builder().smtpUtf8(false).eightBitMime(false));
    try (RawClient client = RawClient.greeted(smtp)) {
      assertThat(client.ask("EHLO x.test")).doesNotContain("SMTPUTF8", "8BITMIME");
      assertThat(client.ask("MAIL FROM:<> SMTPUTF8")).startsWith("555");
      assertThat(client.ask("MAIL FROM:<> BODY=8BITMIME")).startsWith("555");
    }
  }

  static String utf8(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
