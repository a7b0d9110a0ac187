package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailMessageTest {

  private static MailMessage.Builder mail() {
    return MailMessage.to("li@example.com").subject("Your order").text("It is on its way");
  }

  @Test
  void envelope_namesEachMailboxOnceInOrder() {
    MailMessage mail =
        mail().cc("wu@example.com").bcc("li@example.com").bcc("he@example.com").build();

    assertThat(mail.envelope())
        .extracting(MailAddress::address)
        .containsExactly("li@example.com", "wu@example.com", "he@example.com");
    assertThat(mail.recipient()).isEqualTo(new Recipient(Recipient.MAIL, "li@example.com"));
    assertThat(mail.channel()).isEqualTo(Channel.MAIL);
    assertThat(mail.typeName()).isEqualTo("mail");
  }

  @Test
  void missingParts_areToldAllAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailMessage.builder().build())
        .withMessage(
            "A mail cannot be built: it must have a subject; it must have a text, HTML or both; it"
                + " must have 1 to 100 recipients in to, cc and bcc together, but had 0; send a"
                + " batch to reach more");
  }

  @Test
  void hundredRecipients_areTheMost() {
    MailMessage.Builder builder = mail();
    for (int i = 1; i < 100; i++) {
      builder.bcc("r" + i + "@example.com");
    }
    assertThat(builder.build().envelope()).hasSize(100);
    builder.cc("one-more@example.com");
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("but had 101");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nBcc: evil@example.com", "a\nb", "a\rb", "a\0b", " ", "\u200B"})
  void subjectThatIsNone_isRefused(String subject) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().subject(subject))
        .withMessageStartingWith("subject must not");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From",
        "to",
        "BCC",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Resent-To",
        "DKIM-Signature",
        "Received",
        "Sender",
        "Auto-Submitted"
      })
  void headerOfTheLibrary_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().header(name, "x"))
        .withMessageContaining("is written by the library");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Y", "X:Y", "X\r\nY", "\u00DCber", "X\0"})
  void headerNameThatIsNone_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().header(name, "x"))
        .withMessageContaining("printable ASCII characters without blanks and colons");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: b", "a\nb", "a\rb", "a\0b", ""})
  void headerValueThatWouldBreakOut_isRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().header("X-Order", value))
        .withMessageStartingWith("Header X-Order must not");
  }

  @Test
  void headerValueWithoutABlank_mustFitALine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().header("X-Order", "a".repeat(901)))
        .withMessageContaining("must have a blank at least every 900 characters");
  }

  @Test
  void headers_keepTheirOrderAndTheLatestValue() {
    MailMessage mail = mail().header("X-A", "1").header("X-B", "2").header("x-a", "3").build();

    assertThat(mail.headers()).containsExactly(Map.entry("X-B", "2"), Map.entry("x-a", "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "<id>", "<a@b", "<a b@c>", "<a@b>\r\nX: y", "<@b>"})
  void messageIdThatIsNone_isRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().messageId(id))
        .withMessageContaining("must have the form <left@right>");
  }

  @Test
  void bodyWithNul_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().text("a\0b"))
        .withMessage("text must not hold NUL characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().html("a\uD83Db"))
        .withMessageContaining("half of a surrogate pair");
  }

  @Test
  void equality_isByValue() {
    MailMessage mail =
        mail()
            .html("<p>x</p>")
            .attach(MailAttachment.bytes("a.txt", "text/plain", new byte[] {1, 2}))
            .header("X-A", "1")
            .build();

    assertThat(mail.toBuilder().build()).isEqualTo(mail).hasSameHashCodeAs(mail);
    assertThat(mail.toBuilder().signature(false).build()).isNotEqualTo(mail);
    assertThat(mail.toBuilder().allOrNothing(true).build()).isNotEqualTo(mail);
    assertThat(mail.toBuilder().cc("wu@example.com").build()).isNotEqualTo(mail);
  }

  @Test
  void shown_withoutAddressesAndContent() {
    MailMessage mail =
        mail()
            .cc("wangxiaoming@example.com")
            .header("X-Order", "4711")
            .attach(MailAttachment.bytes("salary.pdf", "application/pdf", new byte[3]))
            .build();

    assertThat(mail.toString())
        .contains("w***@***.com", "application/pdf, 3 bytes", "X-Order")
        .doesNotContain("li@", "wangxiaoming", "Your order", "on its way", "4711", "salary");
  }

  @Test
  void remaining_isTheSameMailForSomeOfItsRecipients() {
    MailMessage mail = mail().cc("wu@example.com").idempotencyKey("order-1").build();
    Recipient wu = MailAddress.of("wu@example.com").recipient();

    MailMessage again = mail.remaining(List.of(wu), "<id@example.com>").orElseThrow();

    assertThat(again.envelope()).extracting(MailAddress::address).containsExactly("wu@example.com");
    assertThat(again.to()).isEqualTo(mail.to());
    assertThat(again.cc()).isEqualTo(mail.cc());
    assertThat(again.messageId()).contains("<id@example.com>");
    assertThat(again.options().idempotencyKey()).isEmpty();
    assertThat(mail.remaining(List.of(), "<id@example.com>")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../x",
        "C:\\x",
        "a/b",
        "a\0b",
        "a\r\nb",
        "invoice\u202Efdp.exe",
        "",
        " ",
        "..",
        "CON",
        "nul.txt",
        "com1",
        "a\u200Bb"
      })
  void attachmentNameThatIsMoreThanAName_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAttachment.bytes(name, "text/plain", new byte[0]))
        .withMessageStartingWith("fileName must");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pdf", "a/b/c", "text/plain; charset=x", "text/\r\nplain", "multipart/mixed"})
  void mediaTypeThatIsNone_isRefused(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAttachment.bytes("a", type, new byte[0]))
        .withMessageStartingWith("mediaType must");
  }

  @Test
  void attachments_comeFromBytesFilesAndStreams() throws Exception {
    byte[] content = "x".getBytes(StandardCharsets.UTF_8);
    MailAttachment bytes = MailAttachment.bytes("报告.pdf", "Application/PDF", content);
    content[0] = 'y';

    assertThat(bytes.open().readAllBytes()).containsExactly('x');
    assertThat(bytes.size()).hasValue(1);
    assertThat(bytes.mediaType()).isEqualTo("application/pdf");

    MailAttachment file = MailAttachment.file(Path.of("some", "folder", "a.pdf"), "text/plain");
    assertThat(file.fileName()).isEqualTo("a.pdf");
    assertThat(file.file().orElseThrow()).isAbsolute();

    MailAttachment stream =
        MailAttachment.stream("a", "text/plain", () -> new ByteArrayInputStream(new byte[2]));
    assertThat(stream.open().readAllBytes()).hasSize(2);
    assertThat(stream.size()).isEmpty();
  }

  @Test
  void twoImagesWithOneId_areRefused() {
    MailAttachment image = MailAttachment.bytes("a.png", "image/png", new byte[1]).inline("logo");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().attach(image).attach(image).build())
        .withMessageContaining("two of its attachments have one Content-ID");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> image.inline("a\r\nb"))
        .withMessageStartingWith("contentId must");
  }

  @Test
  void recipientWhoIsAddedToARemainingMail_getsIt() {
    MailMessage both = mail().cc("wu@example.net").build();
    MailMessage remaining =
        both.remaining(List.of(MailAddress.of("wu@example.net").recipient()), "<1@example.com>")
            .orElseThrow();

    MailMessage more = remaining.toBuilder().bcc("he@example.net").build();

    assertThat(more.envelope())
        .extracting(MailAddress::address)
        .containsExactly("wu@example.net", "he@example.net");
    assertThat(remaining.envelope()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<1@[192.0.2.1]>", "<1@[IPv6:2001:db8::1]>"})
  void remaining_takesTheIdOfASenderWithoutADomain(String id) {
    assertThat(mail().build().remaining(List.of(mail().build().recipient()), id)).isPresent();
  }

  @Test
  void remaining_takesTheIdOfALongDomain() {
    String domain = ("a".repeat(50) + ".").repeat(4) + "com";

    assertThat(mail().build().remaining(List.of(mail().build().recipient()), "<1@" + domain + ">"))
        .isPresent();
  }

  @Test
  void headerOfManyBlanks_isRefused_forItsLineCannotBeBroken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mail().header("X-Wide", "a" + " ".repeat(1_000) + "b"))
        .withMessageContaining("must have a blank at least every 900 characters");
  }
}
