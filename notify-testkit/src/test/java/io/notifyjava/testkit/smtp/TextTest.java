package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in a mail's text, and how it is read. */
class TextTest {

  private final SmtpSimulator smtp = SmtpSimulator.start();

  @AfterEach
  void stop() {
    smtp.close();
  }

  private String send(String parameters, String text) throws IOException {
    try (RawClient client = RawClient.withEnvelope(smtp, parameters)) {
      return client.data(text);
    }
  }

  @Test
  void dots_areUndone() throws IOException {
    send("", "x: y\r\n\r\n..\r\n...\r\n..a\r\n.. .");

    assertThat(smtp.mails().get(0).body()).isEqualTo(".\r\n..\r\n.a\r\n. .\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\n.\r\nb", "a\r.\rb", "a\n.\nb", "a\r\n.\rb", "a\r\n.\nb", "a\nb", "a\r"})
  void smuggledLineEnds_neverEndAMail_andAreRefused(String body) throws IOException {
    assertThat(send("", "x: y\r\n\r\n" + body)).startsWith("554 5.6.0 bare ");

    assertThat(smtp.mails()).isEmpty();
    assertThat(smtp.counts().violations()).isEqualTo(1);
    assertThat(smtp.counts().ends()).isEqualTo(1);
  }

  @Test
  void aDotThatWasNotDoubled_isRefused() throws IOException {
    assertThat(send("", "x: y\r\n\r\n.a")).startsWith("554 5.6.0 a line begins with a dot");
  }

  @Test
  void linesBeyond998Octets_areRefused() throws IOException {
    assertThat(send("", "x: y\r\n\r\n" + "a".repeat(998))).startsWith("250");
    assertThat(send("", "x: y\r\n\r\n" + "a".repeat(999))).startsWith("554 5.6.0 line longer");
    assertThat(send("", "x: y\r\n\r\n." + ".".repeat(998))).startsWith("250");
  }

  @Test
  void eightBitText_needsToBeAnnounced() throws IOException {
    String umlaut = "x: y\r\n\r\n" + ConversationTest.utf8("ä");
    assertThat(send("", umlaut)).startsWith("554 5.6.3");
    assertThat(send(" BODY=7BIT", umlaut)).startsWith("554 5.6.3");
    assertThat(send(" SMTPUTF8", umlaut)).startsWith("554 5.6.3");
    assertThat(send(" BODY=8BITMIME", umlaut)).startsWith("250");
    assertThat(smtp.mails().get(0).eightBit()).isTrue();
  }

  @Test
  void eightBitHeaders_needSmtpUtf8() throws IOException {
    String umlaut = "x: " + ConversationTest.utf8("ä") + "\r\n\r\ntext";
    assertThat(send(" BODY=8BITMIME", umlaut)).startsWith("554 5.6.9");
    assertThat(send(" SMTPUTF8", umlaut)).startsWith("250");
  }

  @Test
  void zeroBytes_areRefused() throws IOException {
    assertThat(send("", "x: y\r\n\r\na\0b")).startsWith("554 5.6.0 NUL");
  }

  @Test
  void aMailThatIsNotEnded_isNotTaken() throws IOException {
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      client.ask("DATA");
      client.say("x: y\r\n\r\nhalf");
    }
    try (RawClient other = RawClient.withEnvelope(smtp, "")) {
      other.data("x: y\r\n");
    }
    assertThat(smtp.counts().mails()).isEqualTo(1);
    assertThat(smtp.counts().ends()).isEqualTo(1);
  }

  @Test
  void headers_areFoundWithTheirFolds() throws IOException {
    send("", "To: a\r\n\tb\r\nSubject: one\r\nTO: c\r\n\r\nTo: body");

    assertThat(smtp.mails().get(0).headers("to")).containsExactly("a\r\n\tb", "c");
    assertThat(smtp.mails().get(0).header("X-None")).isEmpty();
  }
}
