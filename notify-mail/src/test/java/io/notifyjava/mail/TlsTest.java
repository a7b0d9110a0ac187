package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Secret;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.smtp.SmtpCertificate;
import io.notifyjava.testkit.smtp.SmtpCommand;
import io.notifyjava.testkit.smtp.SmtpMechanism;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpSimulatorBuilder;
import io.notifyjava.testkit.smtp.SmtpTls;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TlsTest extends SimulatorTestBase {

  private static SmtpSimulatorBuilder server(SmtpTls tls) {
    return SmtpSimulator.builder().tls(tls).user("shop", PASSWORD);
  }

  private static SmtpSecurity security(SmtpTls tls) {
    return tls == SmtpTls.IMPLICIT ? SmtpSecurity.TLS : SmtpSecurity.STARTTLS;
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpTls.class,
      names = {"STARTTLS", "STARTTLS_REQUIRED", "IMPLICIT"})
  void mail_goesUnderTls(SmtpTls tls) {
    SmtpSimulator simulator = start(server(tls));

    SendResult result =
        send(account(simulator).security(security(tls)).user("shop").password(PASSWORD));

    assertThat(result.isAccepted()).as("%s", result).isTrue();
    assertThat(simulator.mails()).hasSize(1);
    assertThat(simulator.mails().get(0).tls()).isTrue();
    assertThat(simulator.mails().get(0).user()).contains("shop");
    assertThat(simulator.counts().violations()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "STARTTLS, WRONG_HOST",
    "STARTTLS, SELF_SIGNED",
    "STARTTLS, EXPIRED",
    "STARTTLS, NOT_YET_VALID",
    "STARTTLS, UNKNOWN_AUTHORITY",
    "IMPLICIT, WRONG_HOST",
    "IMPLICIT, SELF_SIGNED",
    "IMPLICIT, EXPIRED",
    "IMPLICIT, NOT_YET_VALID",
    "IMPLICIT, UNKNOWN_AUTHORITY"
  })
  void wrongCertificate_isRefusedBeforeAnythingIsSaid(SmtpTls tls, SmtpCertificate certificate) {
    SmtpSimulator simulator = start(server(tls).certificate(certificate));

    SendResult result =
        send(account(simulator).security(security(tls)).user("shop").password(PASSWORD));

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    Failure failure = result.failure().orElseThrow();
    assertThat(failure.code()).isEqualTo("certificate");
    assertThat(failure.text()).contains("not trusted for this name");
    assertThat(simulator.counts().commands(SmtpCommand.AUTH)).isZero();
    assertThat(simulator.counts().commands(SmtpCommand.MAIL)).isZero();
  }

  @Test
  void platformsTrust_doesNotKnowTheTestAuthority() {
    SmtpSimulator simulator = start(server(SmtpTls.STARTTLS));

    SendResult result =
        send(SmtpMail.account().host("localhost").port(simulator.port()).from("shop@example.com"));

    assertThat(result.failure().orElseThrow().code()).isEqualTo("certificate");
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpTls.class,
      names = {"STARTTLS", "IMPLICIT"})
  void oldTls_isRefused(SmtpTls tls) {
    SmtpSimulator simulator = start(server(tls).tlsProtocols("TLSv1.1", "TLSv1"));

    SendResult result = send(account(simulator).security(security(tls)));

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(simulator.counts().tlsHandshakes()).isZero();
    assertThat(simulator.mails()).isEmpty();
  }

  @Test
  void strippedStarttls_isRefusedAndNoPasswordLeaves() {
    SmtpSimulator simulator = start(server(SmtpTls.NONE).authenticationInClear(true));

    SendResult result = send(account(simulator).user("shop").password(PASSWORD));

    assertThat(result.failure().orElseThrow().code()).isEqualTo("no-starttls");
    assertThat(result.failure().orElseThrow().retryable()).isFalse();
    assertThat(simulator.counts().commands(SmtpCommand.AUTH)).isZero();
  }

  @Test
  void injectedAnswerBehindStarttls_isRefused() {
    SmtpSimulator simulator =
        start(server(SmtpTls.STARTTLS).injectAfterStartTls("250 AUTH PLAIN\r\n"));

    SendResult result = send(account(simulator).user("shop").password(PASSWORD));

    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(simulator.mails()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpMechanism.class,
      names = {"PLAIN", "LOGIN"})
  void password_isToldInTheWayThatTheServerOffers(SmtpMechanism mechanism) {
    SmtpSimulator simulator = start(server(SmtpTls.STARTTLS).mechanisms(mechanism));

    assertThat(send(account(simulator).user("shop").password(PASSWORD)).isAccepted()).isTrue();
    assertThat(simulator.counts().authentications()).isEqualTo(1);
  }

  @Test
  void wrongPassword_isRefusedForGoodAndNotShown() {
    SmtpSimulator simulator = start(server(SmtpTls.STARTTLS).authenticationRequired(true));

    SendResult result = send(account(simulator).user("shop").password("wrong-" + PASSWORD));

    Failure failure = result.failure().orElseThrow();
    assertThat(failure.reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(failure.code()).startsWith("535");
    assertThat(failure.retryable()).isFalse();
    assertThat(result.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void refusedToken_isRenewedOnce() {
    SmtpSimulator simulator =
        start(
            SmtpSimulator.builder()
                .tls(SmtpTls.STARTTLS)
                .accessToken("shop", "fresh-token")
                .mechanisms(SmtpMechanism.XOAUTH2));
    AtomicInteger renewals = new AtomicInteger();

    SendResult result =
        send(
            account(simulator)
                .user("shop")
                .tokens(
                    renew -> {
                      renewals.addAndGet(renew ? 1 : 0);
                      return Secret.of(renew ? "fresh-token" : "stale-token");
                    }));

    assertThat(result.isAccepted()).as("%s", result).isTrue();
    assertThat(renewals).hasValue(1);
  }

  @Test
  void tokenThatIsAlwaysRefused_endsAfterOneRenewal() {
    SmtpSimulator simulator =
        start(
            SmtpSimulator.builder()
                .tls(SmtpTls.STARTTLS)
                .accessToken("shop", "fresh-token")
                .mechanisms(SmtpMechanism.XOAUTH2));

    SendResult result =
        send(account(simulator).user("shop").tokens(renew -> Secret.of("stale-token-4711")));

    assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(result.toString()).doesNotContain("stale-token");
    assertThat(simulator.counts().commands(SmtpCommand.AUTH)).isEqualTo(2);
  }

  @Test
  void supplierOfTokensThatThrows_sendsNothingAndIsNotQuoted() {
    SmtpSimulator simulator =
        start(SmtpSimulator.builder().tls(SmtpTls.STARTTLS).accessToken("shop", "x"));

    SendResult result =
        send(
            account(simulator)
                .user("shop")
                .tokens(
                    renew -> {
                      throw new IllegalStateException("refresh token geheim-4711 is over");
                    }));

    assertThat(result.failure().orElseThrow().code()).isEqualTo("no-token");
    assertThat(result.toString()).doesNotContain("geheim-4711");
    assertThat(simulator.counts().commands(SmtpCommand.MAIL)).isZero();
  }

  @Test
  void noWayToSignInThatWeKnow_isSaid() {
    SmtpSimulator simulator =
        start(
            SmtpSimulator.builder()
                .tls(SmtpTls.STARTTLS)
                .accessToken("shop", "x")
                .mechanisms(SmtpMechanism.XOAUTH2));

    SendResult result = send(account(simulator).user("shop").password(PASSWORD));

    assertThat(result.failure().orElseThrow().code()).isEqualTo("no-auth");
  }

  @Test
  void globalState_staysAsItWas() throws Exception {
    var context = javax.net.ssl.SSLContext.getDefault();
    var properties = new java.util.Properties();
    properties.putAll(System.getProperties());
    SmtpSimulator simulator = start(server(SmtpTls.STARTTLS));

    send(account(simulator).user("shop").password(PASSWORD));

    assertThat(javax.net.ssl.SSLContext.getDefault()).isSameAs(context);
    assertThat(System.getProperties()).isEqualTo(properties);
  }

  @Test
  void pooledConnections_areReusedUnderTls() {
    SmtpSimulator simulator = start(server(SmtpTls.IMPLICIT));
    var provider = provider(account(simulator).security(SmtpSecurity.TLS));

    for (int i = 0; i < 5; i++) {
      assertThat(provider.send(mail("r" + i + "@example.net").build(), context(LIMIT)).isAccepted())
          .isTrue();
    }

    assertThat(simulator.counts().connections()).isEqualTo(1);
    assertThat(simulator.counts().tlsHandshakes()).isEqualTo(1);
    assertThat(simulator.mails()).hasSize(5);
    assertThat(List.of(simulator.counts().violations())).containsOnly(0L);
  }
}
