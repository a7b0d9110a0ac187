package io.notifyjava.examples.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.smtp.SmtpCommand;
import io.notifyjava.testkit.smtp.SmtpMail;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with an account of the environment. */
class RealServerTest {

  private static final String PASSWORD = "geheim-4711";

  @TempDir Path folder;
  private String csv = "";
  private String template = "";

  @BeforeEach
  void files() throws IOException {
    csv = file("people.csv", "mail,NAME\nann@example.test,Bob & <Eve>\n");
    template =
        file(
            "mail.html",
            "<p>Dear ${NAME},</p><p>you are ${MAIL}</p><img src=\"cid:logo.png\" alt=\"\">");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Run send(Map<String, String> environment, String... more) {
    String[] args = {"--csv", csv, "--template", template, "--subject", "For ${NAME}"};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Run.with(environment, all);
  }

  private static Map<String, String> account(SmtpSimulator server) {
    return Map.of(
        "MAIL_SMTP_HOST",
        "localhost",
        "MAIL_SMTP_PORT",
        Integer.toString(server.port()),
        "MAIL_SMTP_USER",
        "shop",
        "MAIL_SMTP_PASSWORD",
        PASSWORD);
  }

  @Test
  void the_account_of_an_env_file_sends_under_starttls() throws IOException {
    try (SmtpSimulator server =
        SmtpSimulator.builder()
            .tls(SmtpTls.STARTTLS_REQUIRED)
            .user("shop", PASSWORD)
            .authenticationRequired(true)
            .start()) {
      String authority = file("authority.pem", server.authority().pem());
      String env =
          file(
              "mail.env",
              "# the account\nMAIL_SMTP_FROM=shop@example.test\nexport MAIL_SMTP_FROM_NAME='The"
                  + " shop'\nMAIL_SMTP_CA_FILE="
                  + authority
                  + "\n");
      String logo = file("logo.png", "a picture");
      String terms = file("terms.txt", "x".repeat(300_000));

      Run run = send(account(server), "--env-file", env, "--attach", logo, "--attach", terms);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.json().has("sim")).isFalse();
      assertThat(run.err() + run.out()).doesNotContain(PASSWORD, "ann@");
      SmtpMail mail = server.mails().get(0);
      assertThat(mail.tls()).isTrue();
      assertThat(mail.user()).contains("shop");
      assertThat(mail.recipients()).containsExactly("ann@example.test");
      assertThat(mail.header("From").orElseThrow()).contains("The shop", "shop@example.test");
      assertThat(mail.header("Subject")).contains("For Bob & <Eve>");
      assertThat(mail.header("Auto-Submitted")).contains("auto-generated");
      assertThat(mail.body().replace("=\r\n", ""))
          .contains("Dear Bob &amp; &lt;Eve&gt;,</p>", "you are ann@example.test</p>")
          .contains("Dear Bob & <Eve>,\r\n")
          .contains("Content-ID: <logo.png>", "terms.txt");
    }
  }

  @Test
  void a_server_without_starttls_gets_nothing_at_all() {
    try (SmtpSimulator server =
        SmtpSimulator.builder().authenticationInClear(true).user("shop", PASSWORD).start()) {

      Run run = send(account(server), "--from", "shop@example.test");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.number("/rejected")).isEqualTo(1);
      assertThat(server.mails()).isEmpty();
      assertThat(server.counts().commands(SmtpCommand.AUTH)).isZero();
      assertThat(server.counts().commands(SmtpCommand.MAIL)).isZero();
    }
  }

  @Test
  void a_server_that_nobody_vouches_for_gets_nothing_at_all() {
    try (SmtpSimulator server = SmtpSimulator.builder().tls(SmtpTls.STARTTLS).start()) {

      Run run = send(account(server), "--from", "shop@example.test");

      assertThat(run.number("/rejected")).isEqualTo(1);
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void a_wrong_password_stops_the_run() {
    try (SmtpSimulator server =
        SmtpSimulator.builder().authenticationInClear(true).user("shop", "another").start()) {
      Map<String, String> plain = new java.util.HashMap<>(account(server));
      plain.put("MAIL_SMTP_SECURITY", "plain");
      plain.put("MAIL_SMTP_ALLOW_PLAIN_AUTH", "true");

      Run run = send(plain, "--from", "shop@example.test");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.json().get("end").textValue()).isEqualTo("STOPPED");
      assertThat(run.err() + run.out()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void half_an_account_is_not_taken_for_none() {
    Run run = send(Map.of("MAIL_SMTP_USER", "shop"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "Set MAIL_SMTP_HOST to send through a real server",
            "Set MAIL_SMTP_FROM, or give --from",
            "Nothing was sent.");
  }

  @Test
  void everything_that_is_wrong_with_the_account_is_told_at_once() {
    Run run =
        send(
            Map.of(
                "MAIL_SMTP_HOST",
                "mail.example.test",
                "MAIL_SMTP_PORT",
                "many",
                "MAIL_SMTP_SECURITY",
                "ssl",
                "MAIL_SMTP_ALLOW_PLAIN_AUTH",
                "yes",
                "MAIL_SMTP_FROM",
                "nobody",
                "MAIL_SMTP_CA_FILE",
                folder.resolve("gone").toString()));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "MAIL_SMTP_PORT must be a number",
            "MAIL_SMTP_SECURITY must be starttls, tls or plain",
            "MAIL_SMTP_ALLOW_PLAIN_AUTH must be true or false",
            "MAIL_SMTP_FROM and MAIL_SMTP_FROM_NAME: ",
            "MAIL_SMTP_CA_FILE must be a file of certificates in PEM: NoSuchFileException");
  }

  @Test
  void nobody_invented_gets_mail_and_no_sample_is_sent_by_a_real_server() {
    Run run =
        Run.with(
            Map.of("MAIL_SMTP_HOST", "mail.example.test"), "--recipients", "1", "--lost", "1%");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--recipients are invented, which is for the simulator; use --csv",
            "--template and --subject are required with a real server",
            "--latency, --refused, --greylisted and --lost are for the simulator");
  }
}
