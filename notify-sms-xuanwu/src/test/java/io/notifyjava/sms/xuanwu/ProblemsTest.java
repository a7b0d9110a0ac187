package io.notifyjava.sms.xuanwu;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before any call, and with which words. */
class ProblemsTest {

  private static XuanwuSms.CgiBuilder cgi() {
    return XuanwuSms.cgi()
        .account(Samples.ACCOUNT)
        .password(Samples.PASSWORD)
        .baseUrl("https://127.0.0.1:1");
  }

  private static XuanwuSms.MosBuilder mos() {
    return XuanwuSms.mos()
        .account(Samples.ACCOUNT)
        .password(Samples.PASSWORD)
        .baseUrl("https://127.0.0.1:1");
  }

  private static List<String> problems(XuanwuAccountBuilder<?> account, SmsMessage message) {
    try (Provider<SmsMessage> provider = Samples.provider(account.build())) {
      return provider.problems(message);
    }
  }

  @ParameterizedTest
  @CsvSource({"+85260000000", "+8801712345678", "+12025550123"})
  void numberFromAbroad_isRefused(String phone) {
    List<String> problems = problems(cgi(), Samples.captcha(phone));

    assertThat(problems)
        .singleElement()
        .asString()
        .matches(
            "its number .*\\*\\*\\*.* is not a mobile number of mainland China, and Xuanwu is not"
                + " known to reach others; send it through another account");
    assertThat(problems.toString()).doesNotContain(phone.substring(3));
    assertThat(problems(mos(), Samples.captcha(phone))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource({"😀, 8", "a😀, 9", "中文\u00A0, 10", "•, 8", "12345678¥, 16"})
  void characterThatGbkLacks_isRefusedByItsPosition(String value, int position) {
    SmsMessage message = Samples.parcel("13800138000", value);

    assertThat(problems(cgi(), message))
        .containsExactly(
            "its text holds a character that GBK lacks, at position "
                + position
                + " counted from 1; leave it out, or set encode to utf-8");
    assertThat(problems(cgi().encode(CgiEncoding.UTF_8), message)).isEmpty();
    assertThat(problems(mos(), message)).isEmpty();
  }

  @Test
  void positions_countTheSignName() {
    SmsMessage message = Samples.parcel("13800138000", "😀");

    assertThat(problems(cgi().signPlacement(SignPlacement.PREFIX), message))
        .singleElement()
        .asString()
        .contains("at position 12 counted from 1");
  }

  @Test
  void halfAnEmoji_isRefusedEverywhere() {
    SmsMessage message = Samples.parcel("13800138000", "\uD83D");

    assertThat(problems(mos(), message)).hasSize(1);
    assertThat(problems(cgi(), message)).hasSize(1);
    assertThat(problems(cgi().encode(CgiEncoding.UTF_8), message)).hasSize(1);
  }

  @Test
  void charactersThatGbkHas_areTaken() {
    for (String value : List.of("·—…￥€℃①Ω中文，。、；：？！“”（）《》", "ａ１　", "a\nb")) {
      assertThat(problems(cgi(), Samples.parcel("13800138000", value))).isEmpty();
    }
  }

  @Test
  void textThatIsTooLong_isRefusedByItsLength() {
    SmsMessage message = Samples.parcel("13800138000", "x".repeat(400));

    assertThat(problems(cgi().maxTextLength(400), message))
        .containsExactly(
            "its text has 415 characters with its sign name, but at most 400 are sent; shorten its"
                + " values, or raise max-text-length");
    assertThat(problems(cgi(), message)).isEmpty();
  }

  @Test
  void signName_mustBeSomewhere() {
    assertThat(problems(mos().signPlacement(SignPlacement.SUFFIX), Samples.captcha("13800138000")))
        .containsExactly(
            "it has no sign name, but sign-placement is SUFFIX; give its mapping for this account"
                + " one, or set sign-name");
    assertThat(
            problems(
                mos().signPlacement(SignPlacement.SUFFIX).signName("店"),
                Samples.captcha("13800138000")))
        .isEmpty();
  }

  @Test
  void extendCode_isRefusedWhereNobodyKnowsItsField() {
    SmsMessage message = Samples.captcha("13800138000").toBuilder().extendCode("12").build();

    assertThat(problems(mos(), message))
        .containsExactly(
            "it has an extend code, for which MOS REST has no known field; leave it out, or name"
                + " the field in extend-code-field");
    assertThat(problems(mos().extendCodeField("customNum"), message)).isEmpty();
    assertThat(problems(cgi(), message)).isEmpty();
  }

  @Test
  void templateThatIsUnknownOrWithoutValues_isRefusedWithAllElse() {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(SmsTemplate.named("captcha").text("Code ${code}").variable("code"))
            .build();
    try (Provider<SmsMessage> provider = Samples.provider(mos().build(), templates)) {
      SmsMessage unknown = SmsMessage.to("+85260000000").template("capcha").build();
      SmsMessage empty = SmsMessage.to("13800138000").template("captcha").build();

      assertThat(provider.problems(unknown)).hasSize(2);
      assertThat(provider.problems(unknown).get(0)).contains("capcha", "captcha");
      assertThat(provider.problems(empty)).singleElement().asString().contains("code");
    }
  }
}
