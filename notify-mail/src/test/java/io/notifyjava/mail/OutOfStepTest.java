package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.MailMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replies that come early, twice or in a wrong place, which must never be taken for another one.
 */
class OutOfStepTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ScriptedServer server = new ScriptedServer();
  private final Provider<MailMessage> provider = provider();

  @SuppressWarnings("unchecked")
  private Provider<MailMessage> provider() {
    return (Provider<MailMessage>)
        server
            .account()
            .build()
            .create(TestProviderContext.builder().ticker(System::nanoTime).build());
  }

  @AfterEach
  void stop() {
    provider.close();
    server.close();
  }

  private SendResult send(MailMessage.Builder mail) {
    return provider.send(mail.build(), new SendContext("m1", 1, LIMIT, false));
  }

  private static MailMessage.Builder mail() {
    return MailMessage.to("li@example.net").subject("Hello").text("Good morning");
  }

  @Test
  void yesBeforeTheEndOfTheMail_isNoAcceptance() {
    server.on("DATA", "354 go ahead\r\n250 2.0.0 queued").on(".", ScriptedServer.DROP);

    SendResult result = send(mail());

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(server.mails).isEmpty();
  }

  @Test
  void noBeforeTheEndOfTheMail_isARefusal_andTheMailIsNotEnded() {
    AtomicInteger mails = new AtomicInteger();
    server.on(
        "DATA",
        line -> mails.incrementAndGet() == 1 ? "354 go ahead\r\n452 4.3.1 disk full" : null);

    Failure failure = send(mail()).failure().orElseThrow();

    assertThat(failure.code()).isEqualTo("452 4.3.1");
    assertThat(failure.retryable()).isTrue();
    assertThat(server.mails).isEmpty();
    assertThat(send(mail()).isAccepted()).isTrue();
    assertThat(server.mails).hasSize(1);
  }

  @Test
  void serverThatHangsUpInTheMiddleOfAMail_hasTheLastWord() {
    server.on(
        "DATA",
        line -> {
          try {
            server.say("354 go ahead\r\n552 5.3.4 too big");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return ScriptedServer.DROP;
        });

    Failure failure = send(mail().text("x".repeat(8_000_000))).failure().orElseThrow();

    assertThat(failure.code()).isEqualTo("552 5.3.4");
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 354 what", "RCPT, 354 what", "DATA, 250 what"})
  void replyThatDoesNotBelongThere_endsTheConnectionUnsent(String verb, String reply) {
    AtomicInteger seen = new AtomicInteger();
    server.on(verb, line -> seen.incrementAndGet() == 1 ? reply : null);

    SendResult first = send(mail());

    assertThat(first.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(first.failure().orElseThrow().reason()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(first.failure().orElseThrow().text()).contains("that does not belong there");
    assertThat(send(mail()).isAccepted()).isTrue();
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void goAheadInPlaceOfTheAnswerToTheMail_isUnknown_andEndsTheConnection() {
    AtomicInteger seen = new AtomicInteger();
    server.on(".", mail -> seen.incrementAndGet() == 1 ? "354 what" : null);

    assertThat(send(mail()).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(send(mail()).isAccepted()).isTrue();
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void refusedSender_whoseRecipientsAreTaken_getsNoEmptyMailEnded() {
    server.on("MAIL", "550 5.1.8 not you");

    SendResult result = send(mail());

    assertThat(result.failure().orElseThrow().code()).isEqualTo("550 5.1.8");
    assertThat(server.mails).isEmpty();
  }

  @Test
  void refusedReset_sendsTheNextMailOverAnotherConnection() {
    server.on("RCPT", line -> line.contains("<b@") ? "550 5.1.1 nobody" : null);
    server.on("DATA", line -> null);
    server.on("RSET", "500 what");
    server.offering();
    send(MailMessage.to("b@example.net").subject("Hello").text("Good morning"));

    assertThat(send(mail()).isAccepted()).isTrue();
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void answerThatComesTwice_isNoAnswerToTheNextMail() {
    AtomicInteger seen = new AtomicInteger();
    server.on(
        ".",
        mail ->
            seen.incrementAndGet() == 1
                ? "250 2.0.0 queued\r\n250 2.0.0 queued"
                : ScriptedServer.DROP);

    assertThat(send(mail()).isAccepted()).isTrue();
    assertThat(send(mail()).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void answerThatComesTwiceInARow_isNoAnswerToTheNextMail() {
    server.on(".", mail -> "250 2.0.0 queued\r\n250 2.0.0 queued");

    List<SendResult> results =
        provider.sendAll(
            List.of(mail().build(), mail().build()),
            new SendContext("m1", List.of("m1", "m2"), 1, LIMIT, false));

    assertThat(results)
        .extracting(SendResult::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.REJECTED);
    assertThat(server.mails).hasSize(1);
  }

  @Test
  void allOrNothing_isFinalIfOneRefusalIs() {
    server.on(
        "RCPT",
        line ->
            line.contains("<a@")
                ? "451 4.2.1 later"
                : line.contains("<b@") ? "550 5.1.1 no" : null);

    Failure failure =
        send(mail().cc("a@example.net").cc("b@example.net").allOrNothing(true))
            .failure()
            .orElseThrow();

    assertThat(failure.code()).isEqualTo("550 5.1.1");
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <li.wei@example.net> nobody",
        "550 5.1.1 LI.WEI: user unknown",
        "550 5.1.1 mailbox 'li.wei' unavailable",
        "550 5.1.1 user=li.wei;domain=example.net",
        "550-5.1.1 The email account li.wei\r\n550 5.1.1 at Example.net does not exist",
      })
  void refusal_namesNobody(String reply) {
    server.on("RCPT", reply);

    SendResult result =
        send(MailMessage.to("li.wei@example.net").subject("Hello").text("Good morning"));

    assertThat(result.failure().orElseThrow().code()).isEqualTo("550 5.1.1");
    assertThat(result.failure().orElseThrow().text()).doesNotContainIgnoringCase("li.wei");
    assertThat(result.toString()).doesNotContainIgnoringCase("li.wei");
  }

  @Test
  void refusalOfTheMail_namesNeitherSenderNorRecipients_norQuotedMailboxes() {
    server.on(
        ".", "554 5.7.1 from SHOP to li, wu and \"he xin\"@example.org \u009B31m\u202Edetrever");

    String text = send(mail().cc("wu@example.net")).failure().orElseThrow().text();

    assertThat(text).contains("from *** to ***, *** and ***").contains("detrever");
    assertThat(text.chars()).noneMatch(c -> c == 0x9B || c == 0x202E);
    assertThat(List.of(text.split(" "))).doesNotContain("li", "xin\"@example.org");
  }

  @Test
  void goodbyeInPlaceOfAYes_endsTheConnection() {
    AtomicInteger seen = new AtomicInteger();
    server.on(".", mail -> seen.incrementAndGet() == 1 ? "421 4.3.2 leaving" : null);

    assertThat(send(mail()).outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(send(mail()).isAccepted()).isTrue();
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void dotsAtTheBeginningOfLines_neverEndAMail() {
    assertThat(send(mail().text("a\n.\n..b\n.\r\n.c\r.\r")).isAccepted()).isTrue();

    assertThat(server.mails).hasSize(1);
    assertThat(server.mails.get(0)).endsWith("\r\n\r\na\r\n.\r\n..b\r\n.\r\n.c\r\n.\r\n\r\n");
  }

  @Test
  void whatIsSaidToASignIn_isNotRepeated() {
    server.offering("AUTH PLAIN");
    server.on("AUTH", "535 5.7.8 no such user clerk-4711");
    SmtpMail.Builder account =
        server.account().user("clerk-4711").password("geheim-4711").allowPlainAuth(true);
    @SuppressWarnings("unchecked")
    Provider<MailMessage> signedIn =
        (Provider<MailMessage>)
            account.build().create(TestProviderContext.builder().ticker(System::nanoTime).build());

    Failure failure =
        signedIn
            .send(mail().build(), new SendContext("m1", 1, LIMIT, false))
            .failure()
            .orElseThrow();
    signedIn.close();

    assertThat(failure.reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(failure.text()).endsWith("answered AUTH: refused");
  }
}
