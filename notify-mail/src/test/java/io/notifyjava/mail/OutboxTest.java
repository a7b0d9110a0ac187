package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.testkit.MemoryOutboxStore;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mails that wait in an outbox. */
@Timeout(60)
class OutboxTest extends SimulatorTestBase {

  private static final Set<OutboxState> UNDER_WAY = Set.of(OutboxState.PENDING, OutboxState.LEASED);

  @TempDir Path folder;

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  private static NotifierBuilder service(SmtpMail.Builder account) {
    return Notifier.builder()
        .templates(
            MemoryTemplateStore.builder()
                .text("bill.subject", "Your bill, ${NAME}")
                .text("bill", "Dear ${NAME},\nthe bill is attached.\n")
                .html("bill.html", "<p>Dear ${NAME}</p><img src=\"cid:logo\">")
                .build())
        .provider("mail", account.build());
  }

  private Notifier withOutbox(SmtpMail.Builder account) {
    return service(account)
        .outbox(new MemoryOutboxStore(Clock.systemUTC()))
        .executor(tasks::add)
        .build();
  }

  private OutboxEntry ended(Notifier notifier, OutboxId id) throws InterruptedException {
    OutboxEntry entry = notifier.outbox().find(id).orElseThrow();
    while (UNDER_WAY.contains(entry.state())) {
      Objects.requireNonNull(tasks.poll(10, TimeUnit.SECONDS), "a task of the outbox").run();
      entry = notifier.outbox().find(id).orElseThrow();
    }
    return entry;
  }

  private Message bill(Path file) {
    return MailMessage.fromTemplate("bill")
        .to(MailAddress.of("li@example.net", "Li <Wei> & Söhne"))
        .bcc("books@example.com")
        .with("NAME", "Li <Wei> & Söhne")
        .header("X-Order", "4711")
        .attach(MailAttachment.file(file, "application/pdf").named("your bill.pdf"))
        .attach(
            MailAttachment.stream(
                "note.txt", "text/plain", () -> new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .attach(MailAttachment.bytes("logo.png", "image/png", new byte[] {0, -1}).inline("logo"))
        .idempotencyKey("bill-4711")
        .build();
  }

  private static String withoutDate(SmtpSimulator simulator) {
    return simulator.mails().get(0).text().replaceFirst("(?m)^Date: .*\r\n", "");
  }

  @Test
  void whatArrivesFromTheOutbox_isWhatSendWouldGive() throws Exception {
    Path file = Files.write(folder.resolve("4711.pdf"), new byte[100_000]);
    SmtpSimulator direct = start(SmtpSimulator.builder());
    try (Notifier notifier = service(plain(direct)).build()) {
      assertThat(notifier.send(bill(file)).isAccepted()).isTrue();
    }
    SmtpSimulator kept = start(SmtpSimulator.builder());

    try (Notifier notifier = withOutbox(plain(kept))) {
      OutboxId id = notifier.outbox().enqueue(bill(file));
      Files.delete(file);

      OutboxEntry entry = ended(notifier, id);

      assertThat(entry.state()).isEqualTo(OutboxState.ACCEPTED);
      assertThat(entry.type()).isEqualTo("mail");
    }
    assertThat(kept.mails().get(0).recipients())
        .containsExactly("li@example.net", "books@example.com");
    assertThat(withoutDate(kept))
        .isEqualTo(withoutDate(direct))
        .contains("Li &lt;Wei&gt; &amp; S", "Content-ID: <logo>", "X-Order: 4711");
  }

  @Test
  void aFileFromOutsideOfTheAccountsFolder_isNotSentThroughTheOutboxEither() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("bills"));
    Path outside = Files.writeString(folder.resolve("secret.txt"), "secret");
    Path link = Files.createSymbolicLink(inside.resolve("link.txt"), outside);
    Path good = Files.writeString(inside.resolve("bill.txt"), "bill");
    SmtpSimulator simulator = start(SmtpSimulator.builder());

    try (Notifier notifier = withOutbox(plain(simulator).attachmentFolder(inside))) {
      OutboxId far = notifier.outbox().enqueue(with(outside));
      OutboxId linked = notifier.outbox().enqueue(with(link));

      assertThat(ended(notifier, far).state()).isEqualTo(OutboxState.REJECTED);
      assertThat(ended(notifier, linked).state()).isEqualTo(OutboxState.REJECTED);
      assertThat(simulator.mails()).isEmpty();

      OutboxId allowed = notifier.outbox().enqueue(with(good));

      assertThat(ended(notifier, allowed).state()).isEqualTo(OutboxState.ACCEPTED);
    }
  }

  @Test
  void anotherContentUnderOneKey_isAConflict_andTheSameIsTheSameEntry() throws IOException {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    Path file = Files.writeString(folder.resolve("bill.pdf"), "one");

    try (Notifier notifier = withOutbox(plain(simulator))) {
      OutboxId first = notifier.outbox().enqueue(bill(file));
      assertThat(notifier.outbox().enqueue(bill(file))).isEqualTo(first);
      Files.writeString(file, "two");

      assertThatThrownBy(() -> notifier.outbox().enqueue(bill(file)))
          .isInstanceOf(OutboxException.class)
          .extracting(thrown -> ((OutboxException) thrown).kind())
          .isEqualTo(OutboxException.Kind.KEY_CONFLICT);
    }
  }

  @Test
  void whatCannotBeKept_isRefusedWithTheReason() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());

    try (Notifier notifier = withOutbox(plain(simulator))) {
      assertThatThrownBy(() -> notifier.outbox().enqueue(with(folder.resolve("gone.txt"))))
          .isInstanceOf(OutboxException.class)
          .hasMessage(
              "This message of type mail cannot be kept: attachment 1 cannot be read"
                  + " (NoSuchFileException); is it still there, and may it be read?")
          .extracting(thrown -> ((OutboxException) thrown).kind())
          .isEqualTo(OutboxException.Kind.UNSTORABLE);
      MailMessage large =
          mail("li@example.net")
              .attach(MailAttachment.bytes("a", "application/x", new byte[12_582_913]))
              .build();
      assertThatThrownBy(() -> notifier.outbox().enqueue(large))
          .hasMessageContaining("its attachments must have at most 12582912 bytes together");
    }
  }

  private static MailMessage with(Path file) {
    return mail("li@example.net").attach(MailAttachment.file(file, "text/plain")).build();
  }
}
