package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mail provider meets in each mood. */
class SmtpFixtureTest {

  private static final int PATIENCE_MILLIS = 300;

  private final SmtpFixture<TestMessage> fixture =
      new SmtpFixture<>() {
        @Override
        public Provider<?> provider(ProviderContext context, URI baseUrl) {
          return RecordingProvider.of(TestMessage.class);
        }

        @Override
        public TestMessage plainMessage() {
          return TestMessage.of("ann@example.test", "the code is 4711");
        }
      };

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void onlyOptionalMoods_areLeftOut() {
    assertThat(fixture.without()).allMatch(ServerMood::isOptional);
    assertThat(fixture.baseUrl()).hasScheme("smtp");
  }

  @ParameterizedTest
  @EnumSource(ServerMood.class)
  void everyMood_isWhatItIsCalled(ServerMood mood) throws IOException {
    if (fixture.without().contains(mood)) {
      return;
    }
    fixture.server(mood);
    String heard = send();

    Set<ServerMood> before =
        EnumSet.of(
            ServerMood.REFUSES_RECIPIENT,
            ServerMood.REFUSES_CREDENTIALS,
            ServerMood.THROTTLES,
            ServerMood.RESETS_AT_ACCEPT);
    assertThat(fixture.sends()).isEqualTo(before.contains(mood) ? 0 : 1);
    assertThat(fixture.smtp().counts().violations()).isZero();
    switch (mood) {
      case ACCEPTS -> assertThat(heard).startsWith("250 2.0.0 ok").endsWith("\r\n");
      case REFUSES_RECIPIENT -> assertThat(heard).startsWith("550 5.1.1");
      case REFUSES_CREDENTIALS -> assertThat(heard).startsWith("535 5.7.8");
      case THROTTLES -> assertThat(heard).startsWith("450 4.7.1");
      case UNKNOWN_CODE -> assertThat(heard).startsWith("559");
      case ECHOES -> assertThat(heard).contains(fixture.secret(), "ann@example.test");
      case SLOW, SILENT -> assertThat(heard).isEqualTo("late");
      case DRIPS -> assertThat(heard).startsWith("250 2.0.0 ok").hasSizeGreaterThan(20);
      case ENDLESS -> assertThat(heard).startsWith("250-").hasSizeGreaterThan(10_000);
      case GARBAGE -> assertThat(heard).contains("this is not SMTP").endsWith("end");
      case HTML_PAGE -> assertThat(heard).contains("<html>").endsWith("end");
      case EMPTY_BODY -> assertThat(heard).isEqualTo("\r\n");
      case EMPTY_OBJECT -> assertThat(heard).isEqualTo("{}\r\n");
      case TRUNCATED -> assertThat(heard).isEqualTo("250 2.0.0 ok,end");
      case SERVER_ERROR -> assertThat(heard).startsWith("451 4.3.0");
      default -> assertThat(heard).as("only an end").isIn("end", "late");
    }
  }

  /** The first answer that is no yes, or what comes after the mail. */
  private String send() throws IOException {
    String plain = "\0" + SmtpFixture.USER + "\0" + fixture.secret();
    String login = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    List<String> commands =
        new ArrayList<>(
            List.of(
                "",
                "EHLO x.test\r\n",
                "AUTH PLAIN " + login + "\r\n",
                "MAIL FROM:<a@example.test>\r\n",
                "RCPT TO:<ann@example.test>\r\n",
                "DATA\r\n"));
    try (Socket socket = new Socket("127.0.0.1", fixture.baseUrl().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (String command : commands) {
        socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
        String heard = hear(socket);
        if (!heard.matches("(?s)[23]\\d\\d.*")) {
          return heard;
        }
      }
      socket
          .getOutputStream()
          .write("Message-ID: <1@x>\r\n\r\nhi\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
      return hear(socket);
    }
  }

  private static String hear(Socket socket) throws IOException {
    StringBuilder heard = new StringBuilder();
    try {
      while (heard.length() < 20_000) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return heard + "end";
        }
        heard.append((char) next);
        String last = heard.substring(heard.lastIndexOf("\n", heard.length() - 2) + 1);
        if (next == '\n'
            && (last.length() < 4 || last.charAt(3) != '-')
            && !last.contains("SMTP\r")) {
          if (!heard.toString().startsWith("HTTP")) {
            return heard.toString();
          }
        }
      }
      return heard.toString();
    } catch (SocketTimeoutException silent) {
      return heard + "late";
    } catch (SocketException reset) {
      return heard + "end";
    }
  }
}
