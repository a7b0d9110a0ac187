package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the simulator says is what a real server says, wherever one can be had. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RealServerTest {

  private static final int CANNOT_BE_HAD = 77;

  @Test
  void postfix_answersAsTheSimulatorDoes() throws Exception {
    Path script = Path.of("..", "scripts", "smtp-server");
    Process process = new ProcessBuilder(script.toString(), "postfix").start();
    try {
      String line = firstLine(process.getInputStream());
      if (line == null) {
        String reason = firstLine(process.getErrorStream());
        assertThat(process.waitFor())
            .as("exit status of the script: %s", reason)
            .isEqualTo(CANNOT_BE_HAD);
        abort(reason);
      }
      JsonNode server = new ObjectMapper().readTree(line);
      List<String> real =
          converse(server.path("port").asInt(), trusting(server.path("ca").asText()));
      try (SmtpSimulator smtp = SmtpSimulator.builder().tls(SmtpTls.STARTTLS).start()) {
        assertThat(converse(smtp.port(), smtp.authority().clientContext())).isEqualTo(real);
      }
      Path mails = Path.of(server.path("mails").asText());
      await().atMost(Duration.ofSeconds(20)).until(() -> texts(mails).size() == 1);
      assertThat(texts(mails).get(0)).contains("Subject: real").contains("\n.dot\n");
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("the script ends").isTrue();
      assertThat(mails).doesNotExist();
    } finally {
      process.getOutputStream().close();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private static String firstLine(InputStream stream) throws IOException {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).readLine();
  }

  private static List<String> texts(Path mails) throws IOException {
    if (!Files.isDirectory(mails)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(mails)) {
      List<Path> found = files.toList();
      List<String> texts = new ArrayList<>();
      for (Path file : found) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  private static SSLContext trusting(String pem) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of(pem))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The codes of the same conversation, which every server answers alike. */
  private static List<String> converse(int port, SSLContext context) throws IOException {
    try (RawClient client = new RawClient(port)) {
      List<String> codes = new ArrayList<>();
      codes.add(client.hear().substring(0, 3));
      codes.add(code(client, "MAIL FROM:<a@example.test>"));
      client.ask("EHLO localhost");
      codes.add(code(client, "STARTTLS"));
      client.encrypt(context, "localhost");
      String extensions = client.ask("EHLO localhost");
      for (String extension : List.of("PIPELINING", "SIZE ", "8BITMIME", "SMTPUTF8", "STARTTLS")) {
        codes.add(extension + extensions.contains(extension));
      }
      for (String command :
          List.of(
              "DATA",
              "RCPT TO:<b@example.test>",
              "MAIL FROM:<a@example.test> SIZE=99999999999",
              "RSET",
              "MAIL FROM:<a@example.test> FOO=BAR",
              "MAIL FROM:<a@example.test> BODY=8BITMIME",
              "MAIL FROM:<a@example.test>",
              "RSET",
              "MAIL FROM:<a@example.test> BODY=8BITMIME",
              "RCPT TO:<b@example.test>",
              "DATA",
              "Subject: real\r\n\r\n..dot\r\n.",
              "NOOP",
              "QUIT")) {
        codes.add(command + " " + code(client, command));
      }
      return codes;
    }
  }

  private static String code(RawClient client, String command) throws IOException {
    return client.ask(command).substring(0, 3);
  }
}
