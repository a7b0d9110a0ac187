package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the simulator writes down, and how it starts and ends. */
class RecordTest {

  private static void send(SmtpSimulator smtp, String id, String... to) throws IOException {
    try (RawClient client = RawClient.introduced(smtp)) {
      client.ask("MAIL FROM:<a@example.test>");
      for (String recipient : to) {
        client.ask("RCPT TO:<" + recipient + "@example.test>");
      }
      client.data("Subject: x\r\n" + id + "\r\n\r\nbody");
      client.ask("QUIT");
    }
  }

  @Test
  void duplicates_areTheSameIdToTheSameRecipient() throws IOException {
    try (SmtpSimulator smtp = SmtpSimulator.builder().recentMails(0).start()) {
      send(smtp, "Message-ID: <1@x>", "b", "c");
      send(smtp, "message-id: <1@x>", "d");
      send(smtp, "Message-ID: <2@x>", "b");
      assertThat(smtp.counts().duplicates()).isZero();
      send(smtp, "Message-ID: <1@x>", "c", "e");
      assertThat(smtp.counts().duplicates()).isEqualTo(1);
      send(smtp, "X-None: 1", "b");
      send(smtp, "X-None: 1", "b");
      assertThat(smtp.counts().duplicates()).isEqualTo(2);
      assertThat(smtp.counts().mails()).isEqualTo(6);
      assertThat(smtp.counts().recipients()).isEqualTo(8);
      assertThat(smtp.mails()).as("a simulator that only counts").isEmpty();
      smtp.reset();
      assertThat(smtp.counts().mails()).isZero();
      assertThat(smtp.counts().commands()).isEmpty();
    }
  }

  @Test
  void aRecipient_canBeAskedFor() throws IOException {
    try (SmtpSimulator smtp = SmtpSimulator.builder().recentMails(0).start()) {
      send(smtp, "Message-ID: <1@x>", "b", "c");
      send(smtp, "Message-ID: <2@x>", "b");
      send(smtp, "Message-ID: <1@x>", "c");
      smtp.onEnd().once().answer(451, "4.3.0 later");
      send(smtp, "Message-ID: <3@x>", "d");

      assertThat(smtp.accepted("b@example.test")).isEqualTo(2);
      assertThat(smtp.accepted("c@example.test")).isEqualTo(2);
      assertThat(smtp.accepted("d@example.test")).as("of a refused mail").isZero();
      smtp.reset();
      assertThat(smtp.accepted("b@example.test")).isZero();
    }
  }

  @Test
  void onlyTheLastMails_areKept() throws IOException {
    try (SmtpSimulator smtp = SmtpSimulator.builder().recentMails(2).start()) {
      for (int i = 1; i <= 3; i++) {
        send(smtp, "Message-ID: <" + i + "@x>", "b");
      }
      assertThat(smtp.mails()).extracting(SmtpMail::number).containsExactly(2L, 3L);
      assertThat(smtp.counts().connections()).isEqualTo(3);
      assertThat(smtp.counts().mostConnections()).isEqualTo(1);
    }
  }

  @Test
  void eightPipeliningClients_areServedAtOnce() throws Exception {
    int mails = 500;
    String mail = "MAIL FROM:<a@example.test>\r\nRCPT TO:<b%d@example.test>\r\nDATA\r\n";
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SmtpSimulator smtp = SmtpSimulator.start()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int number = 0; number < 8; number++) {
        int self = number;
        clients.add(
            threads.submit(
                () -> {
                  int taken = 0;
                  try (RawClient client = RawClient.introduced(smtp)) {
                    for (int i = 0; i < mails; i++) {
                      client.say(mail.formatted(self * mails + i));
                      Stream.of(1, 2, 3).forEach(answer -> heard(client));
                      taken += client.ask("Message-ID: <x>\r\n\r\n.").startsWith("250") ? 1 : 0;
                    }
                  }
                  return taken;
                }));
      }
      for (Future<Integer> client : clients) {
        assertThat(client.get()).isEqualTo(mails);
      }
      assertThat(smtp.counts().mails()).isEqualTo(8L * mails);
      assertThat(smtp.counts().duplicates()).isZero();
      assertThat(smtp.counts().mostConnections()).isEqualTo(8);
      assertThat(smtp.counts().violations()).isZero();
      assertThat(smtp.mails()).hasSize(1_000);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void heard(RawClient client) {
    try {
      assertThat(client.hear()).matches("[23].*");
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void refusedConnections_comeBackOnTheSamePort() throws IOException {
    SmtpSimulator smtp = SmtpSimulator.start();
    smtp.refuseConnections();
    assertThatThrownBy(() -> new RawClient(smtp)).isInstanceOf(ConnectException.class);
    smtp.acceptConnections();
    send(smtp, "Message-ID: <1@x>", "b");
    smtp.close();
    smtp.close();
    assertThatThrownBy(smtp::acceptConnections)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the simulator is closed; start a new one");
  }

  @Test
  void wrongSettings_areToldAtOnce() {
    SmtpSimulatorBuilder builder = SmtpSimulator.builder();
    assertThatThrownBy(() -> builder.port(-1)).hasMessageContaining("0 and 65535");
    assertThatThrownBy(() -> builder.maxSize(0)).hasMessageContaining("above zero");
    assertThatThrownBy(() -> builder.maxRecipients(0)).hasMessageContaining("above zero");
    assertThatThrownBy(() -> builder.recentMails(-1)).hasMessageContaining("use 0 for none");
    assertThatThrownBy(() -> builder.idleLimit(java.time.Duration.ZERO))
        .hasMessageContaining("one millisecond and one hour");
  }
}
