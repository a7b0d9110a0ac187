package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  private static MailMessage.Builder mail() {
    return MailMessage.to("li@example.net").subject("Hello").text("Good morning");
  }

  @Test
  void plainMail_isByteForByteWhatItShouldBe() throws Exception {
    assertThat(Mails.text(mail().cc("wu@example.net").bcc("he@example.net").build()))
        .isEqualTo(
            """
            Date: Sun, 1 Mar 2026 04:05:06 +0000
            From: "Shop" <shop@example.com>
            To: li@example.net
            Cc: wu@example.net
            Subject: Hello
            Message-ID: <id-1@example.com>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            Good morning
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "th-TH-u-nu-thai-ca-buddhist", "tr-TR", "zh-CN"})
  void bytes_areTheSameInEveryPlace(String tag) throws Exception {
    MailMessage mail = mail().html("<p>x</p>").build();
    byte[] expected = Mails.bytes(mail);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(Mails.bytes(mail)).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "您的订单已经发货，请注意查收，预计明天上午送达，如有问题请联系客服，谢谢您的支持与理解，祝您生活愉快",
        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00 emoji \uD83D\uDC69\u200D\uD83D\uDCBB",
        "Grüße aus München, wo es schon seit Tagen regnet und niemand weiß, wann es wieder aufhört",
        "looks =?utf-8?q?encoded?= but is not",
        "a long subject in plain ASCII that has more than seventy-six characters and so must be folded"
      })
  void subject_comesBackAsItWas(String subject) throws Exception {
    MailMessage mail = mail().subject(subject).build();

    assertThat(Mails.parsed(mail).getSubject()).isEqualTo(subject);
    assertThat(Mails.text(mail).lines()).allMatch(line -> line.length() <= 76);
    assertThat(Mails.bytes(mail)).doesNotContain((byte) 0xE6);
  }

  @Test
  void names_comeBackAsTheyWere() throws Exception {
    List<MailAddress> to =
        List.of(
            MailAddress.of("li@example.net", "李小明"),
            MailAddress.of("wu@example.net", "Wu, \"the\" \\ one <x@y>"));

    MimeMessage parsed =
        Mails.parsed(
            MailMessage.builder().to(to.get(0)).to(to.get(1)).subject("x").text("y").build());

    InternetAddress[] read = (InternetAddress[]) parsed.getRecipients(RecipientType.TO);
    assertThat(read)
        .extracting(InternetAddress::getAddress)
        .containsExactly("li@example.net", "wu@example.net");
    assertThat(read)
        .extracting(InternetAddress::getPersonal)
        .containsExactly("李小明", "Wu, \"the\" \\ one <x@y>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one\ntwo\r\nthree\rfour",
        ".\n..\n.x\nend.",
        "before\n.\r\nMAIL FROM:<evil@example.com>",
        "中文内容，很长很长的一行",
        "mostly ASCII with an é in it",
        "trailing blank \nand tab\t\nend ",
        "\uD83D\uDE00",
        "=3D is not decoded",
        "From the start"
      })
  void text_comesBackWithItsLineBreaksMended(String text) throws Exception {
    MailMessage mail = mail().text(text).build();

    String read = (String) Mails.parsed(mail).getContent();

    assertThat(read.stripTrailing())
        .isEqualTo(
            text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n").stripTrailing());
    assertThat(Mails.text(mail).replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Test
  void longLines_areEncoded() throws Exception {
    String text = "x".repeat(5_000) + "\n" + "中".repeat(3_000);
    MailMessage mail = mail().text(text).html("<p>" + text + "</p>").build();

    assertThat(Mails.text(mail).lines()).allMatch(line -> line.length() <= 998);
    assertThat(((String) Mails.leaves(Mails.parsed(mail)).get(0).getContent()).strip())
        .isEqualTo(text.replace("\n", "\r\n"));
  }

  @Test
  void htmlAlone_getsAPlainTextBesideIt() throws Exception {
    MailMessage mail =
        MailMessage.to("li@example.net")
            .subject("x")
            .html(
                "<html><head><title>T</title><style>p {}</style></head><body><h1>Hi &amp; hello</h1>"
                    + "<p>one<br>two</p><ul><li>a</li><li>b</li></ul><script>x()</script></body></html>")
            .build();

    MimeMessage parsed = Mails.parsed(mail);

    assertThat(parsed.getContentType()).startsWith("multipart/alternative");
    assertThat(((String) Mails.leaves(parsed).get(0).getContent()).strip())
        .isEqualTo("Hi & hello\none\ntwo\n- a\n- b".replace("\n", "\r\n"));
    assertThat(Mails.leaves(parsed).get(1).getContentType()).startsWith("text/html");
  }

  @Test
  void everything_standsInItsPlace() throws Exception {
    MailMessage mail =
        mail()
            .html("<img src=\"cid:logo\">")
            .attach(MailAttachment.bytes("logo.png", "image/png", PNG).inline("logo"))
            .attach(
                MailAttachment.bytes("报告 \"2026\"; (final).pdf", "application/pdf", new byte[0]))
            .replyTo("help@example.com")
            .header("X-Order", "订单 4711")
            .autoSubmitted(true)
            .build();

    MimeMessage parsed = Mails.parsed(mail);
    List<Part> leaves = Mails.leaves(parsed);

    assertThat(parsed.getContentType()).startsWith("multipart/mixed");
    assertThat(leaves).hasSize(4);
    assertThat(leaves.get(2).getHeader("Content-ID")).containsExactly("<logo>");
    assertThat(leaves.get(2).getInputStream().readAllBytes()).isEqualTo(PNG);
    assertThat(leaves.get(3).getFileName()).isEqualTo("报告 \"2026\"; (final).pdf");
    assertThat(leaves.get(3).getInputStream().readAllBytes()).isEmpty();
    assertThat(parsed.getReplyTo()).containsExactly(new InternetAddress("help@example.com"));
    assertThat(MimeUtility.decodeText(parsed.getHeader("X-Order")[0])).isEqualTo("订单 4711");
    assertThat(parsed.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(parsed.getHeader("Bcc")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.pdf",
        "with blanks and (brackets).pdf",
        "quote \" semicolon ; equals = percent % star * .pdf",
        "a-name-in-ASCII-that-has-more-than-sixty-characters-and-so-is-written-in-parts.pdf",
        "年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年.pdf",
        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00.pdf"
      })
  void fileName_comesBackAsItWas_onShortLines(String name) throws Exception {
    MailMessage mail =
        mail().attach(MailAttachment.bytes(name, "application/pdf", new byte[1])).build();

    assertThat(Mails.leaves(Mails.parsed(mail)).get(1).getFileName()).isEqualTo(name);
    assertThat(Mails.text(mail).lines()).allMatch(line -> line.length() <= 78);
  }

  @Test
  void onlyBcc_showsNobody() throws Exception {
    MailMessage mail = MailMessage.builder().bcc("he@example.net").subject("x").text("y").build();

    assertThat(Mails.text(mail))
        .contains("To: undisclosed-recipients:;\r\n")
        .doesNotContain("he@example.net");
  }

  @Test
  void signatureBlock_standsUnderTextAndHtml_unlessSwitchedOff() throws Exception {
    SignatureBlock block =
        SignatureBlock.of("<p>Your <b>shop</b></p><img src=\"cid:sig\">", "Your shop")
            .image(MailAttachment.bytes("s.png", "image/png", PNG).inline("sig"));
    MailRenderer renderer = Mails.renderer(block, null);
    MailMessage mail = mail().html("<body><p>x</p></body>").build();

    List<Part> leaves =
        Mails.leaves(Mails.parsed(Mails.bytes(renderer.render(mail, "<id@example.com>"))));
    assertThat((String) leaves.get(0).getContent()).contains("Good morning\r\n-- \r\nYour shop");
    assertThat((String) leaves.get(1).getContent())
        .containsSubsequence("<p>x</p>", "Your <b>shop</b>", "</body>");
    assertThat(leaves.get(2).getHeader("Content-ID")).containsExactly("<sig>");

    MailMessage without = mail.toBuilder().signature(false).build();
    assertThat(Mails.bytes(renderer.render(without, "<id-1@example.com>")))
        .isEqualTo(Mails.bytes(without));
  }

  @Test
  void internationalAddress_standsInUtf8_andNeedsSmtputf8() throws Exception {
    MailMessage mail =
        MailMessage.to(MailAddress.international("用户@example.net")).subject("x").text("y").build();

    Rendered rendered = Mails.renderer(null, null).render(mail, "<id@example.com>");

    assertThat(rendered.needsUtf8).isTrue();
    assertThat(new String(Mails.bytes(rendered), StandardCharsets.UTF_8))
        .contains("To: 用户@example.net\r\n");
  }

  @Test
  void fileAttachment_isReadFromTheFolderAndNowhereElse(@TempDir Path folder) throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    Path good = Files.writeString(inside.resolve("good.txt"), "good");
    Path link = Files.createSymbolicLink(inside.resolve("link.txt"), secret);
    MailRenderer renderer = Mails.renderer(null, inside);

    MailMessage fine = mail().attach(MailAttachment.file(good, "text/plain")).build();
    List<Part> leaves =
        Mails.leaves(Mails.parsed(Mails.bytes(renderer.render(fine, "<id@example.com>"))));
    assertThat(leaves.get(1).getInputStream().readAllBytes())
        .isEqualTo("good".getBytes(StandardCharsets.US_ASCII));

    for (Path bad : List.of(secret, link, inside.resolve("missing"), inside)) {
      MailMessage mail = mail().attach(MailAttachment.file(bad, "text/plain")).build();
      assertThatExceptionOfType(AttachmentException.class)
          .isThrownBy(() -> renderer.render(mail, "<id@example.com>"))
          .withMessageStartingWith("An attachment");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 56, 57, 58, 65_535, 65_536, 65_537, 65_538, 200_000, 200_001})
  void fileOfAnyLength_comesBackEqual_andItsSizeWasKnown(int size, @TempDir Path folder)
      throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path file = Files.write(folder.resolve("a.bin"), content);
    MailMessage mail = mail().attach(MailAttachment.file(file, "application/octet-stream")).build();

    Rendered rendered = Mails.renderer(null, folder).render(mail, "<id@example.com>");
    byte[] bytes = Mails.bytes(rendered);

    assertThat(rendered.size()).isEqualTo(bytes.length);
    assertThat(Mails.leaves(Mails.parsed(bytes)).get(1).getInputStream().readAllBytes())
        .isEqualTo(content);
  }

  @Test
  void fileThatChangesOrVanishes_stopsTheMail(@TempDir Path folder) throws Exception {
    byte[] content = new byte[100_000];
    Path file = Files.write(folder.resolve("a.bin"), content);
    MailMessage mail = mail().attach(MailAttachment.file(file, "application/octet-stream")).build();
    Rendered rendered = Mails.renderer(null, folder).render(mail, "<id@example.com>");

    content[99_999] = 1;
    Files.write(file, content);
    assertThatExceptionOfType(AttachmentException.class)
        .isThrownBy(() -> Mails.bytes(rendered))
        .withMessageContaining("changed while the mail was sent");
    Files.write(file, Arrays.copyOf(content, 100_001));
    assertThatExceptionOfType(AttachmentException.class).isThrownBy(() -> Mails.bytes(rendered));
    Files.delete(file);
    assertThatExceptionOfType(AttachmentException.class)
        .isThrownBy(() -> Mails.bytes(rendered))
        .withMessageContaining("cannot be opened");
  }

  @Test
  void attachmentAboveTheLimit_isRefusedWithoutBeingReadWhole() {
    AtomicInteger read = new AtomicInteger();
    MailAttachment endless =
        MailAttachment.stream(
            "a.bin",
            "application/octet-stream",
            () ->
                new ByteArrayInputStream(new byte[0]) {
                  @Override
                  public synchronized int read(byte[] bytes, int from, int length) {
                    read.addAndGet(length);
                    return length;
                  }
                });

    assertThatExceptionOfType(AttachmentException.class)
        .isThrownBy(
            () -> Mails.renderer(null, null).render(mail().attach(endless).build(), "<i@e>"))
        .withMessageContaining("at most 26214400 bytes");
    assertThat(read.get()).isLessThan(26_214_400 + 20_000);
  }

  @Test
  void noSearchOfTheClassPath_forAnyMail() throws Exception {
    AtomicInteger searches = new AtomicInteger();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader counting =
        new ClassLoader(before) {
          @Override
          public java.util.Enumeration<java.net.URL> getResources(String name)
              throws java.io.IOException {
            if (name.startsWith("META-INF/services/")) {
              searches.incrementAndGet();
            }
            return super.getResources(name);
          }
        };
    MailMessage mail =
        mail()
            .subject("订单")
            .html("<p>é</p>")
            .attach(MailAttachment.bytes("报告.pdf", "application/pdf", PNG))
            .build();
    byte[] warm = Mails.bytes(mail);
    try {
      Thread.currentThread().setContextClassLoader(counting);
      for (int i = 0; i < 100; i++) {
        assertThat(Mails.bytes(mail)).hasSameSizeAs(warm);
      }
      assertThat(searches).hasValue(0);
      // What the usual way costs, so that the zero above means something.
      MimeUtility.encodeText("订单");
      assertThat(searches).hasPositiveValue();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(System.getProperty("jakarta.mail.util.StreamProvider")).isNull();
  }
}
