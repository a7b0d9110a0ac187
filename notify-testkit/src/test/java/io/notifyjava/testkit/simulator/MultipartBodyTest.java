package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MultipartBodyTest {

  private static final String TYPE = "multipart/form-data; boundary=XX";
  private static final String HEAD =
      "--XX\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n"
          + "Content-Type: image/jpeg\r\n\r\n";
  private static final String FILE = HEAD + "bytes\r\n--XX--\r\n";

  private static List<MultipartBody.Part> parse(String type, String latin1) {
    return MultipartBody.parse(type, latin1.getBytes(ISO_8859_1));
  }

  private static String only(String type, String body) {
    List<MultipartBody.Part> parts = parse(type, body);
    assertThat(parts).hasSize(1);
    return new String(parts.get(0).content(), ISO_8859_1);
  }

  @Test
  void file_isReadToTheByte() {
    MultipartBody.Part part = parse(TYPE, FILE).get(0);
    assertThat(part.name()).isEqualTo("media");
    assertThat(part.fileName()).contains("a.jpg");
    assertThat(part.content()).asString(UTF_8).isEqualTo("bytes");
  }

  @Test
  void content_mayHoldAnythingThatIsNotTheDelimiter() {
    for (String content :
        List.of(
            "", "\r\n", "\r\n\r\n--X", "\r\n--XXX", "\r\n--XX!\r\n", "--X", "\u0000\u00ff", "\r")) {
      assertThat(only(TYPE, HEAD + content + "\r\n--XX--")).isEqualTo(content);
    }
  }

  @Test
  void everyByteValue_survives_whateverIsUploaded() {
    byte[] random = new byte[100_000];
    new Random(7).nextBytes(random);
    String content = new String(random, ISO_8859_1);
    assertThat(only(TYPE, HEAD + content + "\r\n--XX--\r\n")).isEqualTo(content);
  }

  @Test
  void boundary_mayBeQuoted_andTheTypeMayBeInAnyCase() {
    assertThat(only("Multipart/Form-Data;charset=UTF-8; Boundary=\"XX\"", FILE)).isEqualTo("bytes");
    String odd = "'()+_,-./:=?9";
    assertThat(only("multipart/form-data; boundary=\"" + odd + "\"", FILE.replace("XX", odd)))
        .isEqualTo("bytes");
  }

  @Test
  void severalFields_keepTheirOrder_andTextFieldsHaveNoFileName() {
    String text = "--XX\r\ncontent-disposition:form-data;name=title\r\n\r\nhello\r\n";
    List<MultipartBody.Part> parts = parse(TYPE, text + FILE);
    assertThat(parts).extracting(MultipartBody.Part::name).containsExactly("title", "media");
    assertThat(parts.get(0).fileName()).isEmpty();
  }

  @Test
  void fileName_mayBeUtf8_quotedOrEscaped() {
    String name = new String("图\\\"片.jpg".getBytes(UTF_8), ISO_8859_1);
    assertThat(parse(TYPE, FILE.replace("a.jpg", name)).get(0).fileName()).contains("图\"片.jpg");
    assertThat(parse(TYPE, FILE.replace("\"a.jpg\"", "a.jpg")).get(0).fileName()).contains("a.jpg");
    assertThat(parse(TYPE, FILE.replace("a.jpg", "a;b=c.jpg")).get(0).fileName())
        .contains("a;b=c.jpg");
  }

  @TestFactory
  Stream<DynamicTest> malformedBody_isRefusedWithItsReason() {
    return Map.ofEntries(
            Map.entry("", "the body must start with the delimiter"),
            Map.entry("--X", "the body must start with the delimiter"),
            Map.entry("preamble\r\n" + FILE, "the body must start with the delimiter"),
            Map.entry("--XX", "a delimiter must be followed by a line break"),
            Map.entry("--XX--more", "a delimiter must be followed by a line break"),
            Map.entry(
                FILE.replaceFirst("--XX\r\n", "--XX\n"),
                "a delimiter must be followed by a line break"),
            Map.entry("--XX\r\n", "a part's headers do not end within 8 KiB"),
            Map.entry(FILE.replace("\r\n\r\n", "\n\n"), "a part's headers do not end within 8 KiB"),
            Map.entry(
                "--XX\r\nA: " + "a".repeat(9_000) + "\r\n\r\n",
                "a part's headers do not end within 8 KiB"),
            Map.entry(HEAD + "bytes", "a part does not end with the delimiter"),
            Map.entry(HEAD + "bytes\r\n--XX", "a part does not end with the delimiter"),
            Map.entry(HEAD + "bytes\n--XX--\r\n", "a part does not end with the delimiter"),
            Map.entry(FILE + "epilogue", "a part does not end with the delimiter"),
            Map.entry("--XX\r\n\r\n\r\nbytes\r\n--XX--", "a part's header line has no name"),
            Map.entry("--XX\r\nA: b\r\n\r\nbytes\r\n--XX--", "a part has no Content-Disposition"),
            Map.entry(
                FILE.replace("form-data", "attachment"),
                "a part's Content-Disposition must be form-data; name=…"),
            Map.entry(
                FILE.replace("name=\"media\"; ", ""),
                "a part's Content-Disposition must be form-data; name=…"),
            Map.entry(
                FILE.replace("name=\"media\"", "name"),
                "a part's Content-Disposition must be form-data; name=…"),
            Map.entry(
                FILE.replace("\"media\"", "\"media\"x"),
                "a header's parameter goes on behind its quotes"),
            Map.entry(
                FILE.replace("\"a.jpg\"", "\"a.jpg"), "a header's quoted parameter is not closed"),
            Map.entry(
                FILE.replace("filename=\"a.jpg\"", "filename"),
                "a header's parameter has no value"),
            Map.entry(
                HEAD.repeat(1) + ("x\r\n" + HEAD).repeat(16) + "x\r\n--XX--",
                "the form has more than 16 parts"))
        .entrySet()
        .stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getValue(),
                    () ->
                        assertThatThrownBy(() -> parse(TYPE, entry.getKey()))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage(entry.getValue())));
  }

  @Test
  void wrongContentType_isRefused() {
    for (String type : List.of("", "application/json", "multipart/mixed; boundary=XX")) {
      assertThatThrownBy(() -> parse(type, FILE))
          .hasMessage("the content type must be multipart/form-data");
    }
    for (String boundary :
        List.of(
            "",
            "; boundary=",
            "; boundary=\"a \"",
            "; boundary=a\"b",
            "; boundary=" + "x".repeat(71),
            "; boundary=ä")) {
      assertThatThrownBy(() -> parse("multipart/form-data" + boundary, FILE))
          .as(boundary)
          .hasMessage("the content type needs a boundary of 1 to 70 characters");
    }
  }

  @Test
  void truncatedAnywhere_itIsRefused_orNothingButTheLastLineBreakIsMissing() {
    for (int end = 0; end < FILE.length() - 2; end++) {
      String cut = FILE.substring(0, end);
      assertThatThrownBy(() -> parse(TYPE, cut))
          .as("after %d bytes", end)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> parse(TYPE, FILE.substring(0, FILE.length() - 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostileBody_isReadInLinearTime() {
    String almost = "\r\n--" + "x".repeat(69);
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                parse(
                    "multipart/form-data; boundary=" + "x".repeat(70),
                    "--" + "x".repeat(70) + HEAD.substring(4) + almost.repeat(100_000)))
        .hasMessage("a part does not end with the delimiter");
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }
}
