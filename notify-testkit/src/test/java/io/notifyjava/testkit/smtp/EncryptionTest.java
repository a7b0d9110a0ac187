package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** STARTTLS, implicit TLS, certificates, and who may say who they are when. */
class EncryptionTest {

  private static SmtpSimulatorBuilder users() {
    return SmtpSimulator.builder().user("ann", "secret").accessToken("bob", "token-1");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void startTls_encryptsAndForgetsWhatWasSaidBefore() throws IOException {
    try (SmtpSimulator smtp = users().tls(SmtpTls.STARTTLS).start();
        RawClient client = RawClient.greeted(smtp)) {
      assertThat(client.ask("EHLO x.test")).contains("STARTTLS").doesNotContain("AUTH");
      assertThat(client.ask("STARTTLS now")).startsWith("501");
      assertThat(client.ask("STARTTLS")).startsWith("220");
      client.encrypt(smtp.authority().clientContext(), "localhost");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("503");
      assertThat(client.ask("EHLO x.test"))
          .contains("250-AUTH LOGIN PLAIN XOAUTH2")
          .doesNotContain("STARTTLS");
      assertThat(client.ask("STARTTLS")).startsWith("503");
      assertThat(client.ask("AUTH PLAIN " + base64("\0ann\0secret"))).startsWith("235");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<b@example.test>");
      assertThat(client.data("x: y\r\n")).startsWith("250");
      assertThat(smtp.mails().get(0).tls()).isTrue();
      assertThat(smtp.mails().get(0).user()).contains("ann");
      assertThat(smtp.counts().tlsHandshakes()).isEqualTo(1);
      assertThat(smtp.counts().authentications()).isEqualTo(1);
    }
  }

  @Test
  void implicitTls_encryptsFromTheFirstByte() throws IOException {
    try (SmtpSimulator smtp = SmtpSimulator.builder().tls(SmtpTls.IMPLICIT).start();
        RawClient client = new RawClient(smtp)) {
      client.encrypt(smtp.authority().clientContext(), "127.0.0.1");
      assertThat(client.hear()).startsWith("220");
      assertThat(client.ask("EHLO x.test")).doesNotContain("STARTTLS");
      assertThat(smtp.baseUrl()).hasScheme("smtps");
    }
  }

  @ParameterizedTest
  @EnumSource(SmtpCertificate.class)
  void certificates_areWhatTheyAreCalled(SmtpCertificate kind) throws IOException {
    try (SmtpSimulator smtp =
            SmtpSimulator.builder().tls(SmtpTls.IMPLICIT).certificate(kind).start();
        RawClient client = new RawClient(smtp)) {
      if (kind == SmtpCertificate.VALID) {
        client.encrypt(smtp.authority().clientContext(), "localhost");
        assertThat(client.hear()).startsWith("220");
        return;
      }
      String reason =
          switch (kind) {
            case WRONG_HOST -> "localhost";
            case EXPIRED, NOT_YET_VALID -> "validity check failed";
            default -> "unable to find valid certification path";
          };
      assertThatThrownBy(() -> client.encrypt(smtp.authority().clientContext(), "localhost"))
          .isInstanceOf(SSLException.class)
          .hasStackTraceContaining(reason);
    }
  }

  @Test
  void plaintextBehindStartTls_isRefused() throws IOException {
    try (SmtpSimulator smtp = SmtpSimulator.builder().tls(SmtpTls.STARTTLS).start();
        RawClient client = RawClient.introduced(smtp)) {
      client.say("STARTTLS\r\nMAIL FROM:<>\r\n");
      assertThat(client.rest()).startsWith("554");
      assertThat(smtp.counts().violations()).isEqualTo(1);
      assertThat(smtp.counts().tlsHandshakes()).isZero();
    }
  }

  @Test
  void anInjectedAnswer_comesInClearTextBehindTheYes() throws IOException {
    try (SmtpSimulator smtp =
            SmtpSimulator.builder()
                .tls(SmtpTls.STARTTLS)
                .injectAfterStartTls("250 injected\r\n")
                .start();
        RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask("STARTTLS")).startsWith("220");
      assertThat(client.line()).isEqualTo("250 injected");
      client.encrypt(smtp.authority().clientContext(), "localhost");
      assertThat(client.ask("EHLO x.test")).startsWith("250-simulator");
    }
  }

  @Test
  void whereTlsIsRequired_nothingButGreetingsIsTaken() throws IOException {
    try (SmtpSimulator smtp = users().tls(SmtpTls.STARTTLS_REQUIRED).start();
        RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask("MAIL FROM:<>")).startsWith("530 5.7.0 STARTTLS");
      assertThat(client.ask("AUTH PLAIN " + base64("\0ann\0secret"))).startsWith("538 5.7.11");
      assertThat(smtp.counts().authentications()).isZero();
    }
  }

  @Test
  void onlyTheProtocolsThatWereChosen_areSpoken() throws IOException {
    try (SmtpSimulator smtp =
            SmtpSimulator.builder().tls(SmtpTls.IMPLICIT).tlsProtocols("TLSv1").start();
        RawClient client = new RawClient(smtp)) {
      assertThatThrownBy(() -> client.encrypt(smtp.authority().clientContext(), "localhost"))
          .isInstanceOf(IOException.class);
      assertThat(smtp.counts().tlsHandshakes()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"true,235", "false,535"})
  void login_asksForNameAndPassword(boolean right, String code) throws IOException {
    try (SmtpSimulator smtp = users().start();
        RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(client.ask(base64("ann"))).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(client.ask(base64(right ? "secret" : "wrong"))).startsWith(code);
      client.ask("RSET");
      if (!right) {
        assertThat(client.ask("AUTH LOGIN " + base64("ann"))).isEqualTo("334 UGFzc3dvcmQ6");
        assertThat(client.ask("*")).startsWith("501 5.7.0");
      }
    }
  }

  @Test
  void plain_takesItsResponseAtOnceOrAfterAChallenge() throws IOException {
    try (SmtpSimulator smtp = users().authenticationRequired(true).start();
        RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask("MAIL FROM:<>")).startsWith("530 5.7.0 authentication");
      assertThat(client.ask("AUTH PLAIN ***")).startsWith("501");
      assertThat(client.ask("AUTH PLAIN " + base64("ann\0secret"))).startsWith("501");
      assertThat(client.ask("AUTH PLAIN " + base64("eve\0ann\0secret"))).startsWith("535");
      assertThat(client.ask("AUTH CRAM-MD5")).startsWith("504");
      assertThat(client.ask("AUTH PLAIN")).isEqualTo("334 ");
      assertThat(client.ask(base64("\0ann\0secret"))).startsWith("235");
      assertThat(client.ask("AUTH PLAIN " + base64("\0ann\0secret"))).startsWith("503");
      assertThat(client.ask("MAIL FROM:<> AUTH=<>")).startsWith("250");
    }
  }

  @Test
  void xoauth2_tellsItsErrorInAChallenge() throws IOException {
    String good = base64("user=bob\1auth=Bearer token-1\1\1");
    String bad = base64("user=bob\1auth=Bearer token-2\1\1");
    try (SmtpSimulator smtp = users().mechanisms(SmtpMechanism.XOAUTH2).start();
        RawClient client = RawClient.introduced(smtp)) {
      assertThat(client.ask("AUTH PLAIN " + base64("\0ann\0secret"))).startsWith("504");
      String challenge = client.ask("AUTH XOAUTH2 " + bad);
      assertThat(
              new String(
                  Base64.getDecoder().decode(challenge.substring(4)), StandardCharsets.UTF_8))
          .contains("\"status\":\"401\"");
      assertThat(client.ask("")).startsWith("535 5.7.8");
      assertThat(client.ask("AUTH XOAUTH2")).isEqualTo("334 ");
      assertThat(client.ask(good)).startsWith("235");
    }
  }

  @Test
  void settings_showNoSecret() {
    SmtpSettings.Login login =
        new SmtpSettings.Login(Map.of("ann", "secret"), Map.of(), Set.of(), true, true);
    assertThat(login.toString()).doesNotContain("secret", "ann");
  }
}
