package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures are checked by a verifier that was written from RFC 6376 for this test alone. */
class DkimTest {

  private static KeyPair keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = newKeys();
  }

  static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    return generator.generateKeyPair();
  }

  private static byte[] signed(MailMessage mail) throws Exception {
    Rendered rendered = Mails.renderer(null, null).render(mail, "<id@example.com>");
    DkimKey.of("example.com", "mail2026", keys.getPrivate()).signing().sign(rendered);
    return Mails.bytes(rendered);
  }

  private static MailMessage.Builder mail() {
    return MailMessage.to("li@example.net").subject("您的订单  已经发货").text("Good  morning \n\n\n");
  }

  @Test
  void signature_isRightForEveryKindOfBody(@TempDir Path folder) throws Exception {
    byte[] large = new byte[300_000];
    Path file = Files.write(folder.resolve("large.bin"), large);
    List<MailMessage> mails =
        List.of(
            mail().build(),
            mail().text("mostly ASCII with an é").html("<p>" + "中文".repeat(500) + "</p>").build(),
            mail().cc("wu@example.net").replyTo("help@example.com").build(),
            mail().attach(MailAttachment.file(file, "application/octet-stream")).build());

    for (MailMessage mail : mails) {
      byte[] bytes = signed(mail);
      assertThat(verify(bytes)).isTrue();
      assertThat(new String(bytes, StandardCharsets.UTF_8).lines())
          .allMatch(line -> line.length() <= 998);
    }
  }

  @Test
  void unsubscribeHeaders_areSignedWhereTheyStand_andNowhereElse() throws Exception {
    MailMessage with =
        mail()
            .header("List-Unsubscribe", "<https://example.com/u/4711>")
            .header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
            .build();
    String signed = new String(signed(with), StandardCharsets.UTF_8);

    assertThat(signed).contains(":list-unsubscribe:list-unsubscribe-post;");
    assertThat(verify(signed.getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(verify(signed.replace("u/4711", "u/4712").getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(new String(signed(mail().build()), StandardCharsets.UTF_8))
        .doesNotContain("list-unsubscribe");
  }

  @Test
  void changedMail_isSeen() throws Exception {
    String mail = new String(signed(mail().build()), StandardCharsets.UTF_8);

    assertThat(
            verify(mail.replace("Good  morning", "Good evening").getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(
            verify(
                mail.replace("li@example.net", "wu@example.net").getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    String twoSenders = mail.replace("From: ", "From: evil@example.org\r\nFrom: ");
    assertThat(verify(twoSenders.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @Test
  void keyThatIsNone_isRefusedWithoutBeingShown(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("key.pem"), "-----BEGIN RSA PRIVATE KEY-----\nMIIgeheim");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimKey.pem("example.com", "s", file))
        .withMessageContaining("PKCS #8")
        .withMessageNotContaining("geheim");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimKey.of("example.com; d=evil.com", "s", keys.getPrivate()));

    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN PRIVATE KEY-----\nMIIgeheim=A\n-----END PRIVATE KEY-----\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DkimKey.pem("example.com", "s", broken))
        .withMessageContaining("must be readable and hold an RSA key");

    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    assertThat(DkimKey.pem("example.com", "s", Files.writeString(file, pem)))
        .hasToString("DkimKey[s._domainkey.example.com]");
  }

  private static boolean verify(byte[] mail) throws Exception {
    String text = new String(mail, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    List<String> fields = new ArrayList<>();
    for (String line : text.substring(0, end).split("\r\n")) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
      } else {
        fields.add(line);
      }
    }
    String signature =
        fields.stream().filter(f -> f.startsWith("DKIM-Signature:")).findFirst().orElseThrow();
    Map<String, String> tags = new HashMap<>();
    for (String tag : signature.substring(signature.indexOf(':') + 1).split(";")) {
      String[] parts = tag.trim().split("=", 2);
      tags.put(parts[0].trim(), parts.length < 2 ? "" : parts[1].replaceAll("\\s", ""));
    }
    assertThat(tags)
        .containsEntry("d", "example.com")
        .containsEntry("s", "mail2026")
        .containsEntry("c", "relaxed/relaxed");
    byte[] bodyHash =
        MessageDigest.getInstance("SHA-256")
            .digest(relaxedBody(text.substring(end + 4)).getBytes(StandardCharsets.ISO_8859_1));
    if (!Base64.getEncoder().encodeToString(bodyHash).equals(tags.get("bh"))) {
      return false;
    }
    StringBuilder signed = new StringBuilder();
    List<String> left = new ArrayList<>(fields);
    for (String name : tags.get("h").split(":")) {
      for (int i = left.size() - 1; i >= 0; i--) {
        if (left.get(i).toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          signed.append(relaxedHeader(left.remove(i))).append("\r\n");
          break;
        }
      }
    }
    signed.append(relaxedHeader(signature.replaceAll("(;\\s*b=)[^;]*", "$1")));
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(keys.getPublic());
    verifier.update(signed.toString().getBytes(StandardCharsets.ISO_8859_1));
    return verifier.verify(Base64.getDecoder().decode(tags.get("b")));
  }

  private static String relaxedHeader(String field) {
    int colon = field.indexOf(':');
    return field.substring(0, colon).trim().toLowerCase(Locale.ROOT)
        + ":"
        + field.substring(colon + 1).replaceAll("[ \\t]+", " ").strip();
  }

  private static String relaxedBody(String body) {
    StringBuilder out = new StringBuilder();
    for (String line : body.split("\r\n", -1)) {
      out.append(line.replaceAll("[ \\t]+", " ").replaceAll(" $", "")).append("\r\n");
    }
    String relaxed = out.toString();
    while (relaxed.endsWith("\r\n\r\n")) {
      relaxed = relaxed.substring(0, relaxed.length() - 2);
    }
    return relaxed.equals("\r\n") ? "" : relaxed;
  }
}
