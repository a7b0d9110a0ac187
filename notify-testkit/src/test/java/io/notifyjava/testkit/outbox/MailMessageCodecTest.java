package io.notifyjava.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.internal.outbox.MailMessageCodec;
import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.testkit.contract.MessageCodecContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // A kept row names a file as other systems do.
class MailMessageCodecTest extends MessageCodecContract<MailMessage> {

  private static final int MOST = 12_582_912;

  @TempDir Path folder;

  @Override
  protected MessageCodec<MailMessage> codec() {
    return new MailMessageCodec();
  }

  @Override
  protected Map<String, MailMessage> samples() {
    Map<String, MailMessage> samples = new LinkedHashMap<>();
    samples.put("all parts", allParts());
    samples.put("bare text", MailMessage.to("li@example.net").subject("Hi").text("x").build());
    samples.put("bare html", MailMessage.to("li@example.net").subject("Hi").html("<p>").build());
    samples.put(
        "other scripts",
        MailMessage.to(MailAddress.international("李@例子.example").named("李雷"))
            .bcc("\"a b\"@example.net")
            .subject("你好 = \\ ü")
            .text("line\r\nline\n\tend\\n")
            .build());
    samples.put(
        "remaining",
        allParts()
            .remaining(
                List.of(
                    new Recipient(Recipient.MAIL, "cc@example.net"),
                    new Recipient(Recipient.MAIL, "bcc@example.net")),
                "<sent.before@example.com>")
            .orElseThrow());
    samples.put(
        "read from a file",
        MailMessage.to("li@example.net")
            .subject("Hi")
            .text("x")
            .attach(
                MailAttachment.file(Path.of("/srv/bills/bill.pdf"), "application/pdf")
                    .named("your bill.pdf")
                    .withContent(bytes("%PDF")))
            .build());
    return samples;
  }

  private static MailMessage allParts() {
    return MailMessage.to(MailAddress.of("to@example.net", "To, \"One\""))
        .to("second@example.net")
        .cc("cc@example.net")
        .bcc("bcc@example.net")
        .replyTo(MailAddress.of("answers@example.com", "Answers"))
        .from(MailAddress.of("shop@example.com", "The shop"))
        .subject("Your order")
        .text("Good morning,\nhere it is.\n")
        .html("<p>Good morning</p><img src=\"cid:logo\">")
        .header("X-Order", "4711; a=b")
        .header("List-Unsubscribe", "<https://example.com/u?a=1>")
        .signature(false)
        .autoSubmitted(true)
        .allOrNothing(true)
        .messageId("<order.4711@example.com>")
        .attach(
            MailAttachment.bytes("logo.png", "image/png", new byte[] {0, -1, 10}).inline("logo"))
        .attach(MailAttachment.bytes("empty.txt", "text/plain", new byte[0]))
        .build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MailMessage with(MailAttachment... attachments) {
    MailMessage.Builder mail = MailMessage.to("li@example.net").subject("Hi").text("x");
    for (MailAttachment attachment : attachments) {
      mail.attach(attachment);
    }
    return mail.build();
  }

  private MailAttachment back(MailMessage mail) {
    StoredFields fields = StoredFields.parse(codec().write(mail).toBytes());
    return codec().read(fields, 1, MessageOptions.defaults()).attachments().get(0);
  }

  private static byte[] content(MailAttachment attachment) throws IOException {
    try (InputStream in = attachment.open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void aFile_isKeptAsItWasWhenItWasPut_withWhereItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("bill.txt"), "as it was");
    MailMessage mail = with(MailAttachment.file(file, "text/plain").named("yours.txt").inline("b"));

    MailAttachment kept = back(mail);
    Files.writeString(file, "as it is now");

    assertThat(content(kept)).isEqualTo(bytes("as it was"));
    assertThat(kept.fileName()).isEqualTo("yours.txt");
    assertThat(kept.contentId()).contains("b");
    assertThat(kept.file()).contains(file.toRealPath());
    assertThat(codec().write(mail)).as("another content").isNotEqualTo(codec().write(with(kept)));
  }

  @Test
  void aLink_isKeptAsWhatItLeadsTo() throws IOException {
    Path target = Files.writeString(folder.resolve("target.txt"), "x");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);

    MailAttachment kept = back(with(MailAttachment.file(link, "text/plain")));

    assertThat(kept.file()).contains(target.toRealPath());
    assertThat(kept.fileName()).isEqualTo("link.txt");
  }

  @Test
  void aStream_isReadOnceAndKept() throws IOException {
    int[] opened = {0};
    MailAttachment stream =
        MailAttachment.stream(
            "a.bin",
            "application/x",
            () -> {
              opened[0]++;
              return new ByteArrayInputStream(bytes("stream"));
            });

    assertThat(back(with(stream)))
        .isEqualTo(MailAttachment.bytes("a.bin", "application/x", bytes("stream")));
    assertThat(opened).containsExactly(1);
  }

  @Test
  void whatCannotBeRead_isRefusedWithoutItsName() {
    assertThatThrownBy(
            () ->
                codec()
                    .write(
                        with(
                            MailAttachment.bytes("a", "text/plain", new byte[1]),
                            MailAttachment.file(folder.resolve("gone.txt"), "text/plain"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "attachment 2 cannot be read (NoSuchFileException); is it still there, and may it be"
                + " read?");
    assertThatThrownBy(() -> codec().write(with(MailAttachment.file(folder, "text/plain"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attachment 1 is not a regular file; attach a file, not a folder or a device");
  }

  @Test
  void attachmentsThatCannotFit_areNotReadToTheirEnds() {
    long[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] into, int from, int length) {
            read[0] += length;
            return length;
          }
        };
    MailMessage mail =
        with(
            MailAttachment.bytes("a", "text/plain", new byte[1_000]),
            MailAttachment.stream("b", "text/plain", () -> endless));

    assertThatThrownBy(() -> codec().write(mail))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "its attachments must have at most 12582912 bytes together, but have more; send a link"
                + " instead");
    assertThat(read[0]).isEqualTo(MOST - 1_000 + 1);
  }
}
