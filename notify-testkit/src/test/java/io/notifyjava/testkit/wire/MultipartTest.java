package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultipartTest {

  private static final String FORM = "multipart/form-data; boundary=B-1";
  private static final String HEAD = "Content-Disposition: form-data; name=\"media\"";

  private static Multipart read(String contentType, byte[] body) {
    return Multipart.of(
        new WireRequest(
            "POST",
            "/upload",
            Map.of(),
            List.of(new WireHeader("Content-Type", contentType)),
            body));
  }

  private static Multipart read(String body) {
    return read(FORM, body.getBytes(UTF_8));
  }

  private static String form(String head, String content) {
    return "--B-1\r\n" + head + "\r\n\r\n" + content + "\r\n--B-1--\r\n";
  }

  @Test
  void parts_comeInTheirOrder_withNamesTypesAndExactBytes() {
    byte[] body =
        ("--B-1\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n标题\r\n"
                + "--B-1\r\ncontent-disposition: form-data; name=media; filename=\"图 \\\"1\\\".png\""
                + "\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + "\r\n--B-\0\r\n--B-1--")
            .getBytes(UTF_8);

    Multipart form = read(FORM, body);

    assertThat(form.parts()).extracting(Multipart.Part::name).containsExactly("title", "media");
    Multipart.Part title = form.part("title").orElseThrow();
    assertThat(title.text()).isEqualTo("标题");
    assertThat(title.filename()).isEmpty();
    assertThat(title.contentType()).isEmpty();
    Multipart.Part media = form.part("media").orElseThrow();
    assertThat(media.filename()).contains("图 \"1\".png");
    assertThat(media.contentType()).contains("image/png");
    assertThat(media.content()).isEqualTo("\r\n--B-\0".getBytes(UTF_8));
    assertThat(media.length()).isEqualTo(7);
    assertThat(form.part("other")).isEmpty();
  }

  @Test
  void quotedBoundary_andEveryByte_areRead() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String text = new String(all, ISO_8859_1);
    byte[] body = ("--a b\r\n" + HEAD + "\r\n\r\n" + text + "\r\n--a b--").getBytes(ISO_8859_1);

    assertThat(read("Multipart/Form-Data; boundary=\"a b\"", body).parts().get(0).content())
        .isEqualTo(all);
  }

  @Test
  void content_mayHoldAnythingThatIsNotTheDelimiter() {
    for (String content :
        List.of("\r\n", "\r\n\r\n--B-", "\r\n--B-11", "\r\n--B-1!\r\n", "--B-1", "\0ÿ", "\r")) {
      assertThat(read(form(HEAD, content)).parts().get(0).text()).isEqualTo(content);
    }
  }

  @Test
  void emptyForm_andEmptyPart_areAllowed() {
    assertThat(read("--B-1--").parts()).isEmpty();
    assertThat(read(form(HEAD, "")).parts().get(0).length()).isZero();
  }

  @Test
  void toString_showsNeitherFilenameNorContent() {
    String form = form(HEAD + "; filename=\"salary.xls\"", "secret");
    assertThat(read(form).parts().get(0)).hasToString("media (6 bytes)");
  }

  @Test
  void contentTypeThatIsNoForm_isRefused() {
    String boundary = "the content type needs a boundary of 1 to 70 allowed characters, but its";
    notAForm("application/json", "the content type must be multipart/form-data, but was \"app");
    notAForm("multipart/form-data", boundary + " length is 0");
    notAForm("multipart/form-data; boundary=a<b", boundary + " length is 3");
    notAForm("multipart/form-data; boundary=" + "a".repeat(71), boundary + " length is 71");
    notAForm("multipart/form-data; boundary=\"a", "a header's quoted text has no end");
    notAForm("multipart/form-data; boundary=\"a\" b", "something follows a header's quoted text");
    notAForm("multipart/form-data; boundary", "a header's parameter has no value");
  }

  private static void notAForm(String contentType, String why) {
    assertThatThrownBy(() -> read(contentType, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void bodyThatIsNotWellFormed_isRefused_andToldWhere() {
    refused("", "the body must begin with its boundary");
    refused("hello\r\n" + form(HEAD, "x"), "the body must begin with its boundary");
    refused("--B-12\r\n", "the body begins with its boundary and goes on; expected CR LF");
    refused("--B-1\r\n" + HEAD + "\r\n\r\nx", "part 1 does not end with the boundary");
    refused("--B-1\r\n" + HEAD + "\r\nx\r\n--B-1--", "the head of part 1 does not end with");
    refused(form(HEAD, "x") + "more", "something follows the last boundary");
    refused(form("no header", "x"), "a line in the head of part 1 is not of the form");
    refused(form(HEAD + "\nA: b", "x"), "a line in the head of part 1 is not of the form");
    refused(form("Content-Type: text/plain", "x"), "part 1 needs Content-Disposition: form-data");
    refused(form("Content-Disposition: form-data", "x"), "part 1 needs Content-Disposition");
    refused(form("Content-Disposition: attachment; name=\"a\"", "x"), "part 1 needs Content-");
    refused(
        form("X: " + "a".repeat(9000), "x"),
        "the head of part 1 does not end with an empty line within 8192 bytes");
  }

  @Test
  void tooManyParts_areRefused() {
    String part = "--B-1\r\n" + HEAD + "\r\n\r\nx\r\n";
    assertThat(read(part.repeat(64) + "--B-1--").parts()).hasSize(64);
    refused(part.repeat(65) + "--B-1--", "the form has more than 64 parts");
  }

  private static void refused(String body, String why) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }
}
