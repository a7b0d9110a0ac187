package io.notifyjava.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LeaksTest {

  private static final String SECRET = "p\"w&9f83a61c44d05e";
  private static final String PERSON = "+8613800138000";

  private final Leaks leaks = new Leaks().secrets(List.of(SECRET)).personalData(List.of(PERSON));

  @TestFactory
  Stream<DynamicTest> findsASecret() {
    return Stream.of(
        found("as it is", "secret=" + SECRET, "as it is"),
        found("URL-encoded", "?secret=p%22w%269f83a61c44d05e&x=1", "URL-encoded"),
        found("JSON-escaped", "{\"secret\":\"p\\\"w&9f83a61c44d05e\"}", "JSON-escaped"),
        found("in hex", HexFormat.of().formatHex(SECRET.getBytes(UTF_8)), "in hex"),
        found(
            "in upper-case hex", HexFormat.of().withUpperCase().formatHex(bytes(SECRET)), "in hex"),
        found("in base64", base64(SECRET), "in base64"),
        found("in base64 after one byte", base64("x" + SECRET + ":y"), "in base64"),
        found("in base64 after two bytes", base64("xx" + SECRET + ":yy"), "in base64"),
        found("cut short", "token 83a61c44…", "8 characters in a row"));
  }

  @TestFactory
  Stream<DynamicTest> findsPersonalData() {
    return Stream.of(
        person("as it is", "to " + PERSON),
        person("URL-encoded", "to=%2B8613800138000"),
        person("in base64", base64(PERSON)));
  }

  @Test
  void whatIsMasked_isNoLeak() {
    leaks.search("a log", "secret=*** to +86***00, p***5e").search("nothing", "");

    assertThatCode(leaks::assertNone).doesNotThrowAnyException();
  }

  @Test
  void whatItReports_doesNotRepeatThem() {
    leaks.search("a log", "secret=" + SECRET + " to " + PERSON + " base64 " + base64(SECRET));

    assertThatThrownBy(leaks::assertNone)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "secret 1, as it is, in a log: secret=*** to ***",
            "personal data 1, as it is, in a log: secret=*** to ***")
        .hasMessageNotContainingAny(SECRET, PERSON);
  }

  private DynamicTest found(String name, String text, String... parts) {
    return finds(name, text, "secret 1, ", parts);
  }

  private DynamicTest person(String name, String text) {
    return finds(name, text, "personal data 1, ", name);
  }

  private static DynamicTest finds(String name, String text, String what, String... parts) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Leaks fresh = new Leaks().secrets(List.of(SECRET)).personalData(List.of(PERSON));
          fresh.search("a log", text);
          assertThatThrownBy(fresh::assertNone)
              .hasMessageContaining(what)
              .hasMessageContaining("in a log")
              .hasMessageContainingAll(parts);
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }
}
