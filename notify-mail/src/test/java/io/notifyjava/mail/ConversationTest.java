package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ScriptedServer server = new ScriptedServer();
  private final List<Provider<?>> providers = new ArrayList<>();

  @AfterEach
  void stop() {
    providers.forEach(Provider::close);
    server.close();
  }

  @SuppressWarnings("unchecked")
  private Provider<MailMessage> provider(SmtpMail.Builder account) {
    Provider<MailMessage> provider =
        (Provider<MailMessage>)
            account.build().create(TestProviderContext.builder().ticker(System::nanoTime).build());
    providers.add(provider);
    return provider;
  }

  private SendResult send(MailMessage mail) {
    return provider(server.account()).send(mail, context());
  }

  private static SendContext context() {
    return new SendContext("m1", 1, LIMIT, false);
  }

  private static MailMessage mail() {
    return to("li@example.net").build();
  }

  private static MailMessage.Builder to(String address) {
    return MailMessage.to(address).subject("Hello").text("Good morning");
  }

  @Test
  void textMail_isAcceptedAndArrives() {
    SendResult result = send(mail());

    assertThat(result.isAccepted()).isTrue();
    assertThat(server.mails).hasSize(1);
    assertThat(server.mails.get(0))
        .contains("From: shop@example.com\r\n", "To: li@example.net\r\n", "Subject: Hello\r\n")
        .endsWith("\r\n\r\nGood morning\r\n");
    assertThat(server.commands)
        .contains("MAIL FROM:<shop@example.com>", "RCPT TO:<li@example.net>", "DATA");
  }

  @Test
  void receipt_hasTheMessageIdOfTheMail() {
    Accepted accepted = (Accepted) send(mail());

    assertThat(server.mails.get(0))
        .contains("Message-ID: " + accepted.receipt().providerMessageId().orElseThrow());
  }

  @Test
  void withoutPipelining_eachCommandWaitsForItsReply() {
    server.offering();

    assertThat(send(to("a@example.net").cc("b@example.net").build()).isAccepted()).isTrue();
    assertThat(server.commands)
        .containsSubsequence("RCPT TO:<a@example.net>", "RCPT TO:<b@example.net>", "DATA");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, 421 4.3.2 later, true",
    "CONNECT, 554 no, false",
    "EHLO, 550 no, false",
    "MAIL, 451 4.3.0 later, true",
    "MAIL, 550 5.1.8 no, false",
    "RCPT, 451 4.7.1 greylisted, true",
    "RCPT, 550 5.1.1 nobody, false",
    "DATA, 451 4.3.0 later, true",
    "DATA, 554 5.6.0 no, false",
    "., 451 4.3.0 later, true",
    "., 554 5.6.0 no, false",
    "., 421 4.3.2 later, true",
  })
  void refusalAnywhere_isRejectedWithItsCode(String verb, String reply, boolean retryable) {
    server.on(verb, reply);

    SendResult result = send(mail());

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    Failure failure = result.failure().orElseThrow();
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.code()).startsWith(reply.substring(0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void lostBeforeTheMail_isRejectedAndMayPass(String verb) {
    server.on(verb, ScriptedServer.DROP);
    server.offering();

    SendResult result = send(mail());

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.failure().orElseThrow().retryable()).isTrue();
    assertThat(result.failure().orElseThrow().code()).isEqualTo("connection-lost");
  }

  @Test
  void lostAfterTheDot_isUnknown() {
    server.on(".", ScriptedServer.DROP);

    SendResult result = send(mail());

    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result.failure().orElseThrow().text()).contains("may have been sent");
    assertThat(server.mails).hasSize(1);
  }

  @Test
  void silenceAfterTheDot_isUnknownInTime() {
    server.on(".", ScriptedServer.SILENCE);

    SendResult result =
        provider(server.account())
            .send(mail(), new SendContext("m1", 1, Duration.ofMillis(400), false));

    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUIT"})
  void whatBecomesOfQuit_doesNotMatter(String verb) {
    server.on(verb, ScriptedServer.DROP);
    Provider<MailMessage> provider = provider(server.account());

    assertThat(provider.send(mail(), context()).isAccepted()).isTrue();
    provider.close();
    assertThat(server.mails).hasSize(1);
  }

  @Test
  void someRecipientsRefused_goesToTheOthersAndSaysSo() {
    server.on("RCPT", line -> line.contains("bad@") ? "550 5.1.1 <bad@example.net> nobody" : null);

    Accepted accepted =
        (Accepted) send(to("li@example.net").cc("bad@example.net").bcc("wu@example.net").build());

    MailAddress bad = MailAddress.of("bad@example.net");
    assertThat(accepted.receipt().unreached()).containsExactly(bad.recipient());
    Failure failure = accepted.receipt().refusals().get(bad.recipient());
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo("550 5.1.1");
    assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_RECIPIENT);
    assertThat(accepted.toString()).doesNotContain("bad@example.net");
    assertThat(server.mails).hasSize(1);
    assertThat(server.mails.get(0)).doesNotContain("wu@example.net");
  }

  @Test
  void allOrNothing_resetsAndSendsNothing() {
    server.on("RCPT", line -> line.contains("bad@") ? "451 4.2.1 later" : null);

    SendResult result = send(to("li@example.net").cc("bad@example.net").allOrNothing(true).build());

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.failure().orElseThrow().retryable()).isTrue();
    assertThat(server.mails).isEmpty();
    assertThat(server.commands).doesNotContain("DATA");
  }

  @Test
  void everyRecipientRefused_thoughTheServerAsksForTheMail_sendsAnEmptyOne() {
    server.on("RCPT", "550 5.1.1 nobody");
    Provider<MailMessage> provider = provider(server.account());

    assertThat(provider.send(mail(), context()).outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(server.mails).containsExactly("");
    server.on("RCPT", "250 ok");
    assertThat(provider.send(mail(), context()).isAccepted()).isTrue();
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void idleConnectionThatTheServerLeft_isReplacedWithoutADuplicate() throws Exception {
    Provider<MailMessage> provider = provider(server.account());
    provider.send(mail(), context());
    server.hangUp();

    assertThat(provider.send(mail(), context()).isAccepted()).isTrue();
    assertThat(server.mails).hasSize(2);
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void goodbyeOnAPooledConnection_isNoFailure() {
    Provider<MailMessage> provider = provider(server.account());
    AtomicInteger mails = new AtomicInteger();
    server.on("MAIL", line -> mails.incrementAndGet() == 2 ? "421 4.4.2 idle too long" : null);
    provider.send(mail(), context());

    assertThat(provider.send(mail(), context()).isAccepted()).isTrue();
    assertThat(server.mails).hasSize(2);
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void row_goesOverOneConnection_andEachMailHasItsOwnResult() {
    server.on("RCPT", line -> line.contains("<b@") ? "550 5.1.1 nobody" : null);
    Provider<MailMessage> provider = provider(server.account());

    List<SendResult> results =
        provider.sendAll(
            List.of(to("a@x.org").build(), to("b@x.org").build(), to("c@x.org").build()),
            new SendContext("m1", List.of("m1", "m2", "m3"), 1, LIMIT, false));

    assertThat(results)
        .extracting(SendResult::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED);
    assertThat(server.connections).hasValue(1);
    assertThat(server.mails.stream().filter(mail -> !mail.isEmpty())).hasSize(2);
  }

  @Test
  void rowThatIsCutAtADot_isUnknownForThatMailOnly() {
    AtomicInteger dots = new AtomicInteger();
    server.on(".", mail -> dots.incrementAndGet() == 2 ? ScriptedServer.DROP : null);
    Provider<MailMessage> provider = provider(server.account());

    List<SendResult> results =
        provider.sendAll(
            List.of(to("a@x.org").build(), to("b@x.org").build(), to("c@x.org").build()),
            new SendContext("m1", List.of("m1", "m2", "m3"), 1, LIMIT, false));

    assertThat(results)
        .extracting(SendResult::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.ACCEPTED);
    assertThat(server.mails).hasSize(3);
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void serverThatTakesTwoMailsAConnection_getsARowOverSeveral() {
    Map<Thread, Integer> seen = new ConcurrentHashMap<>();
    server.on(
        "MAIL",
        line ->
            seen.merge(Thread.currentThread(), 1, Integer::sum) > 2 ? "421 4.7.0 enough" : null);
    Provider<MailMessage> provider = provider(server.account());
    List<MailMessage> mails = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      mails.add(to("a" + i + "@x.org").build());
      ids.add("m" + i);
    }

    List<SendResult> results = provider.sendAll(mails, new SendContext("m0", ids, 1, LIMIT, false));

    assertThat(results).allMatch(SendResult::isAccepted);
    assertThat(server.mails).hasSize(7);
    assertThat(server.connections).hasValue(4);
  }

  @Test
  void starttlsNotOffered_isRefusedBeforeAnythingIsSaid() {
    Provider<MailMessage> provider =
        provider(
            server.account().security(SmtpSecurity.STARTTLS).user("shop").password("geheim-42"));

    SendResult result = provider.send(mail(), context());

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.failure().orElseThrow().text())
        .contains("does not offer STARTTLS", "set security to tls");
    assertThat(server.commands).allMatch(line -> line.startsWith("EHLO"));
  }

  @Test
  void sneakedInAnswerAfterStarttls_isRefused() {
    server.offering("STARTTLS");
    server.on("STARTTLS", "220 ready\r\n250 mx.example.net");

    SendResult result =
        provider(server.account().security(SmtpSecurity.STARTTLS)).send(mail(), context());

    assertThat(result.failure().orElseThrow().code()).isEqualTo("garbage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 400 Bad Request", "x", "250", "999 what", "22", "2200 no"})
  void garbageInPlaceOfTheGreeting_isRefused(String greeting) {
    server.on("CONNECT", greeting);

    SendResult result = send(mail());

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(server.mails).isEmpty();
  }

  @Test
  void nonAsciiLocalPart_goesOnlyWhereSmtputf8IsOffered() {
    MailMessage mail =
        MailMessage.to(MailAddress.international("用户@example.net"))
            .subject("Hello")
            .text("Good morning")
            .build();

    SendResult refused = send(mail);
    assertThat(refused.failure().orElseThrow().code()).isEqualTo("no-smtputf8");
    assertThat(server.commands).noneMatch(line -> line.startsWith("RCPT"));

    server.offering("PIPELINING", "SMTPUTF8");
    assertThat(send(mail).isAccepted()).isTrue();
    assertThat(server.commands)
        .contains("RCPT TO:<用户@example.net>", "MAIL FROM:<shop@example.com> SMTPUTF8");
  }

  @Test
  void mailLargerThanTheServerTakes_isRefusedWithoutACall() {
    server.offering("SIZE 300", "PIPELINING");

    SendResult result = send(to("li@example.net").text("x".repeat(400)).build());

    assertThat(result.failure().orElseThrow().code()).isEqualTo("too-large");
    assertThat(server.commands).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void interruptedThread_endsEarlyAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    SendResult result = send(mail());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.CANCELLED);
    assertThat(server.mails).isEmpty();
  }
}
