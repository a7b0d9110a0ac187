package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "li@example.com",
        "li.wu+tag@mail.example.com",
        "!#$%&'*+-/=?^_`{|}~@example.com",
        "\"li wu\"@example.com",
        "\"li@wu\"@example.com",
        "\"a\\\"b\"@example.com",
        "li@localhost",
        "li@[192.0.2.1]",
        "li@[IPv6:2001:db8::1]",
        "li@xn--fiqs8s.example",
        "a@b.cd",
      })
  void oneMailbox_staysAsItIs(String address) {
    assertThat(MailAddress.of(address).address()).isEqualTo(address);
  }

  static Stream<String> noMailbox() {
    return Stream.of(
        "",
        " ",
        "li",
        "@example.com",
        "li@",
        "a@b, c@d",
        "a@b,c@d",
        "a@b;c@d",
        "<aaa@bbb.com>ccc@ddd.com",
        "<a@b>",
        "Li <a@b>",
        "a@b@c",
        "\"a\r\n b\"@c",
        "b@x>\r\nRCPT TO:<evil@x",
        "b@x>\u760D\u760ARCPT TO:<evil@x",
        "a\0@b",
        "a@b\n",
        "a b@c",
        "a(comment)@b",
        "a@b(comment)",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a@.b",
        "a@b.",
        "a@b..c",
        "a@-b.c",
        "a@b-.c",
        "a@b_c.d",
        "a@1.2.3.4",
        "a@[1.2.3.256]",
        "a@[1.2.3]",
        "a@[IPv6:zz]",
        "a@[192.0.2.1",
        "\"a@b",
        "\"\"@b",
        "\"a\"b\"@c",
        "\"a\\\"@b",
        "a@\uFF45xample.com",
        "a@fa\u00DF.example",
        "a\u200B@example.com",
        "a@exa\u00ADmple.com",
        "a\uD83D@example.com",
        "a\u2028@example.com",
        "a".repeat(65) + "@example.com",
        "a@" + "b".repeat(64) + ".com",
        "a@" + "b.".repeat(130) + "com",
        "a".repeat(400) + "@example.com",
        "@a,@b:c@d",
        "=?utf-8?q?a=40b?= <c@d>");
  }

  @ParameterizedTest
  @MethodSource("noMailbox")
  void anythingElse_isRefusedWithoutBeingRepeated(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAddress.of(address))
        .withMessageStartingWith("Mail address ")
        .satisfies(
            // Not where the message's own example happens to hold it.
            e -> assertThat(address.length() > 20 && e.getMessage().contains(address)).isFalse());
    assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.international(address));
  }

  @Test
  void nonAsciiLocalPart_isRefusedUnlessMarked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAddress.of("用户@example.com"))
        .withMessageContaining(
            "only servers with SMTPUTF8 can carry; use MailAddress.international");

    MailAddress address = MailAddress.international("用户@example.com");

    assertThat(address.address()).isEqualTo("用户@example.com");
    assertThat(address.isInternational()).isTrue();
    assertThat(MailAddress.international("li@example.com").isInternational()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "li@例子.测试, li@xn--fsqu00a.xn--0zwm56d",
    "li@MÜNCHEN.example, li@xn--mnchen-3ya.example",
    "Li@Example.COM, Li@example.com",
  })
  void domain_isWrittenInAsciiAndSmallLetters(String given, String address) {
    assertThat(MailAddress.of(given).address()).isEqualTo(address);
    assertThat(MailAddress.of(given).isInternational()).isFalse();
  }

  @Test
  void longestParts_areTaken() {
    String local = "a".repeat(64);
    String domain = ("b".repeat(62) + ".").repeat(3).substring(0, 188);

    assertThat(MailAddress.of(local + "@" + domain + "b").address()).hasSize(254);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAddress.of(local + "@" + domain + ".b"))
        .withMessageContaining("at most 254 octets, but had 255");
  }

  @Test
  void name_isKeptAndChecked() {
    MailAddress address = MailAddress.of("li@example.com", "Li, \"the\" Wu");

    assertThat(address.name()).contains("Li, \"the\" Wu");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAddress.of("li@example.com", "Li\r\nBcc: evil@example.com"))
        .withMessage("name must not hold control characters");
  }

  @Test
  void equality_isThatOfTheParts() {
    assertThat(MailAddress.of("li@EXAMPLE.com")).isEqualTo(MailAddress.of("li@example.com"));
    assertThat(MailAddress.of("li@example.com"))
        .hasSameHashCodeAs(MailAddress.of("li@example.com"));
    assertThat(MailAddress.of("Li@example.com")).isNotEqualTo(MailAddress.of("li@example.com"));
    assertThat(MailAddress.of("li@example.com", "Li"))
        .isNotEqualTo(MailAddress.of("li@example.com"));
  }

  @Test
  void shown_onlyMasked() {
    assertThat(MailAddress.of("wangxiaoming@example.com", "Wang")).hasToString("w***@***.com");
    assertThat(MailAddress.of("li@localhost")).hasToString("***@***");
  }

  @Test
  void escapedCharacterInQuotes_isNoWayAroundAscii() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAddress.of("\"\\\u760D\"@example.net"))
        .withMessageContaining("U+760D before the @, which only servers with SMTPUTF8 can carry");
    assertThat(MailAddress.of("\"a\\ b\"@example.net").isInternational()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@[IPv6:::::::]", "a@[IPv6:1:2:3]", "a@[IPv6:2001:db8::1::2]"})
  void literalThatIsNoAddress_isRefused(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailAddress.of(address))
        .withMessageContaining("must have an IP address in its brackets");
  }
}
