package io.notifyjava.sms.huawei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.TestProviderContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  private static HuaweiSms.AccountBuilder account() {
    return HuaweiSms.account().appKey("c8RWg3ggEcyd4D3p94bf3Y7x1Ile").appSecret("s3cret-of-app");
  }

  private static Provider<?> create(ProviderSetup setup, SmsTemplate.Builder... templates) {
    SmsTemplates.Builder all = SmsTemplates.builder();
    for (SmsTemplate.Builder template : templates) {
      all.template(template);
    }
    return setup.create(TestProviderContext.builder().smsTemplates(all.build()).build());
  }

  @SuppressWarnings("unchecked")
  private static List<String> problems(SmsMessage message, SmsTemplate.Builder template) {
    try (Provider<SmsMessage> provider =
        (Provider<SmsMessage>) create(account().from("88").build(), template)) {
      return provider.problems(message);
    }
  }

  private static SmsTemplate.Builder captcha(SmsMapping.Builder mapping) {
    return SmsTemplate.named("captcha").variable("code").mapping("sms-huawei", mapping);
  }

  @Test
  void everythingThatIsWrong_isToldAtOnce_withoutTheSecret() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                HuaweiSms.account()
                    .appKey("key with blanks")
                    .appSecret("s3cret-of-app\n")
                    .from("+86 10690000")
                    .statusCallback("ftp://app.example/cb")
                    .baseUrl("http://smsapi.example")
                    .build());

    assertThat(refused.problems())
        .hasSize(5)
        .anyMatch(p -> p.startsWith("app-key: expected 1 to 128 letters"))
        .anyMatch(p -> p.contains("app-secret: ") && p.contains("was it copied with a newline?"))
        .anyMatch(p -> p.startsWith("from: expected the channel's number, 1 to 21 letters"))
        .anyMatch(p -> p.startsWith("status-callback: expected an http or https address"))
        .anyMatch(p -> p.startsWith("base-url: "));
    assertThat(refused.toString()).doesNotContain("s3cret-of-app").doesNotContain("10690000");
  }

  @Test
  void keyAndSecret_areRequired() {
    assertThatThrownBy(() -> HuaweiSms.account().build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("app-key: expected the application's key, but found none")
        .hasMessageContaining("app-secret: expected the application's secret, but found none");
  }

  @Test
  void everyMappingThatHuaweiWouldRefuse_isToldWhenTheProviderIsMade() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                create(
                    account().build(),
                    captcha(SmsMapping.builder()),
                    SmsTemplate.named("parcel")
                        .variable("place")
                        .mapping(
                            "test",
                            SmsMapping.builder()
                                .templateId("x".repeat(33))
                                .order("place")
                                .setting("from", "1".repeat(22))
                                .setting("variable-types", "TEXT,WORDS")
                                .setting("form", "1"))));

    assertThat(refused.problems())
        .containsExactly(
            "template captcha, account test (sms-huawei): expected Huawei's template id, but found"
                + " none",
            "template captcha, account test (sms-huawei): expected from, the channel's number, 1 to"
                + " 21 letters or digits, here or for the account, but found none",
            "template parcel, account test (sms-huawei): expected a template id of 1 to 32 letters,"
                + " digits, hyphens or underscores, but found something else",
            "template parcel, account test (sms-huawei): from: expected the channel's number, 1 to"
                + " 21 letters or digits, but found something else",
            "template parcel, account test (sms-huawei): unknown setting form; known are [from,"
                + " variable-types]",
            "template parcel, account test (sms-huawei): variable-types: expected some of [PHONE,"
                + " CHARDIGIT, DATETIME, MONEY, TEXT] with commas between, one for each variable,"
                + " but found WORDS",
            "template parcel, account test (sms-huawei): variable-types: expected one for each of"
                + " the 1 variables, but found 2");
  }

  @Test
  void extendCode_isRefused_sinceHuaweiHasNone() {
    SmsMessage message =
        SmsMessage.to("13800138000").template("captcha").with("code", "1").extendCode("7").build();

    assertThat(problems(message, captcha(SmsMapping.builder().templateId("t"))))
        .containsExactly(
            "extendCode: Huawei adds no digits to a channel's number; leave it out, or map the"
                + " template to a channel of its own with from");
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, 192.168.0.1, a value of type TEXT must hold none of",
    "TEXT, <b>, a value of type TEXT must hold none of",
    "TEXT, 123456789012345678901, 'at most 20 characters of type TEXT, but found 21'",
    "phone, 1234567890123456, 'at most 15 characters of type PHONE, but found 16'"
  })
  void valueThatBreaksTheRuleOfItsType_isRefusedWithoutShowingIt(
      String type, String value, String rule) {
    SmsMessage message =
        SmsMessage.to("13800138000").template("captcha").with("code", value).build();

    assertThat(
            problems(
                message,
                captcha(SmsMapping.builder().templateId("t").setting("variable-types", type))))
        .singleElement()
        .asString()
        .startsWith("code: ")
        .contains(rule)
        .doesNotContain(value);
  }

  @Test
  void valueOfAnUnnamedType_isHuaweisToJudge() {
    SmsMessage message =
        SmsMessage.to("13800138000").template("captcha").with("code", "a.b".repeat(9)).build();

    assertThat(problems(message, captcha(SmsMapping.builder().templateId("t")))).isEmpty();
  }

  @Test
  void halfASurrogatePair_andBlanks_areRefused() {
    SmsTemplate.Builder template = captcha(SmsMapping.builder().templateId("t"));

    assertThat(
            problems(
                SmsMessage.to("13800138000").template("captcha").with("code", "\ud83d").build(),
                template))
        .isNotEmpty();
    assertThat(
            problems(
                SmsMessage.to("13800138000").template("captcha").with("code", " ").build(),
                template))
        .isNotEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void bracesInAMark_areRefused() {
    SmsMessage message =
        SmsMessage.to("13800138000")
            .template("captcha")
            .with("code", "1")
            .correlationId("{order}")
            .build();
    try (Provider<SmsMessage> provider =
        (Provider<SmsMessage>)
            create(
                account().from("88").extend(Extend.CORRELATION_ID).build(),
                captcha(SmsMapping.builder().templateId("t")))) {
      assertThat(provider.problems(message))
          .singleElement()
          .asString()
          .contains("must hold neither { nor }");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AK_SK", "wsse", "none"})
  void unknownWordForAChoice_isToldWithTheKnownOnes(String word) {
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("app-key", "k")
            .setting("app-secret", "s")
            .setting("authentication", word)
            .build();

    assertThatThrownBy(() -> new HuaweiSmsProviderFactory().create(context))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "authentication: expected one of [ak-sk, wsse-hex, wsse-raw], but found " + word);
  }

  @Test
  void provider_showsNoSecretAndNoWholeKey() {
    try (Provider<?> provider = create(account().build())) {
      assertThat(provider.toString())
          .contains("smsapi.cn-north-4")
          .doesNotContain("c8RWg3ggEcyd4D3p94bf3Y7x1Ile")
          .doesNotContain("s3cret");
    }
  }

  @ParameterizedTest
  @CsvSource({"PHONE, 15", "CHARDIGIT, 20", "DATETIME, 20", "MONEY, 20", "TEXT, 20"})
  void eachType_takesSoManyCharactersAndNoMore(String word, int longest) {
    VariableType type = VariableType.of(word).orElseThrow();

    assertThat(type.problem("x".repeat(longest))).isEmpty();
    assertThat(type.problem("x".repeat(longest + 1)))
        .contains(
            ": expected at most %d characters of type %s, but found %d"
                .formatted(longest, word, longest + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "。", "'", "<", ">", "{", "}"})
  void eachCharacterThatTextMustNotHold_isRefusedThereAndNowhereElse(String character) {
    assertThat(VariableType.TEXT.problem("a" + character + "b"))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("must hold none of . 。 ' < > { }"));
    assertThat(VariableType.MONEY.problem("a" + character + "b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "\u3000"})
  void blank_isRefusedWhateverTheType(String blank) {
    for (VariableType type : VariableType.values()) {
      assertThat(type.problem(blank))
          .contains(": expected a value, because Huawei refuses blank ones, but found none");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude00b", "\ude00\ud83d"})
  void halfASurrogatePair_isRefusedWhateverTheType(String half) {
    assertThat(VariableType.ANY.problem(half))
        .contains(": expected valid Unicode, but found half a surrogate pair");
    assertThat(VariableType.ANY.problem("\ud83d\ude00")).isEmpty();
  }

  @Test
  void valuesAreHeldAgainstTheTypesOfTheirPlaces() {
    SmsTemplate.Builder template =
        SmsTemplate.named("parcel")
            .variable("place")
            .variable("phone")
            .mapping(
                "sms-huawei",
                SmsMapping.builder().templateId("t").setting("variable-types", "TEXT,PHONE"));
    SmsMessage message =
        SmsMessage.to("13800138000")
            .template("parcel")
            .with("place", "1234567890123456")
            .with("phone", "12345.678901234567")
            .build();

    assertThat(problems(message, template))
        .containsExactly("phone: expected at most 15 characters of type PHONE, but found 18");
  }

  @Test
  void twentyVariablesAreAll_andTypesNeedVariables() {
    SmsTemplate.Builder twenty = SmsTemplate.named("twenty");
    SmsTemplate.Builder more = SmsTemplate.named("more");
    for (int i = 0; i < 21; i++) {
      more.variable("v" + i);
      if (i < 20) {
        twenty.variable("v" + i);
      }
    }
    SmsMapping.Builder mapping = SmsMapping.builder().templateId("t").setting("from", "88");
    create(account().build(), twenty.mapping("sms-huawei", mapping)).close();

    assertThatThrownBy(
            () ->
                create(
                    account().build(),
                    more.mapping("sms-huawei", mapping),
                    SmsTemplate.named("none")
                        .mapping(
                            "sms-huawei",
                            SmsMapping.builder()
                                .templateId("t")
                                .setting("from", "88")
                                .setting("variable-types", "TEXT"))))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "template more, account test (sms-huawei): expected at most 20 variables,"
                            + " which is all that Huawei takes, but found 21",
                        "template none, account test (sms-huawei): variable-types: expected one for"
                            + " each of the 0 variables, but found 1"));
  }

  @Test
  void callback_isAnAddressOfAtMost1024Characters() {
    String start = "https://app.example/";
    account().statusCallback(start + "c".repeat(1_024 - start.length())).build();

    for (String bad : List.of(start + "c".repeat(1_025 - start.length()), "https:///cb", "cb")) {
      assertThatThrownBy(() -> account().statusCallback(bad).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("status-callback: expected an http or https address");
    }
  }
}
