package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older interface, as section C.1 of the protocol notes has it. */
class XuanwuSmsCgiTest extends XuanwuSmsTestBase {

  private String reply(String name, String value) {
    Map<String, String> parameters = XuanwuSmsClient.parameters();
    parameters.put(name, value);
    return client.cgi(parameters);
  }

  @Test
  void vectorInGbk_isTakenWithItsVeryCharacters() {
    String query =
        "username=demo%40corp&password=e10adc3949ba59abbe56e057f20f883e&to=13800138000"
            + "&text=%A1%BE%B2%E2%CA%D4%A1%BF%C4%FA%B5%C4%D1%E9%D6%A4%C2%EB%CA%C7123456+a%2Bb"
            + "&version=1.0";

    assertThat(client.cgi(query)).isEqualTo("0");
    assertThat(xuanwu.lastText()).contains("【测试】您的验证码是123456 a+b");
    assertThat(xuanwu.delivered("13800138000")).isEqualTo(1);
  }

  @Test
  void vectorInUtf8_isTakenWithItsVeryCharacters() {
    String query =
        "username=demo%40corp&password=123456&to=13800138000&encode=1"
            + "&text=%E3%80%90%E6%B5%8B%E8%AF%95%E3%80%91%E6%82%A8%E7%9A%84%E9%AA%8C%E8%AF%81"
            + "%E7%A0%81%E6%98%AF123456+a%2Bb";

    assertThat(client.cgi(query)).isEqualTo("0");
    assertThat(xuanwu.lastText()).contains("【测试】您的验证码是123456 a+b");
  }

  @Test
  void formByPost_isTaken() {
    assertThat(client.cgiForm(XuanwuSmsClient.parameters())).isEqualTo("0");
    assertThat(xuanwu.lastText()).contains("您的验证码是123456 a+b");
  }

  @ParameterizedTest
  @CsvSource({
    // The last digit changed; the plain password announced as a digest; upper-case digits.
    "e10adc3949ba59abbe56e057f20f883f, 1.0",
    "123456, 1.0",
    "E10ADC3949BA59ABBE56E057F20F883E, 1.0",
    // The digest announced as plain.
    "e10adc3949ba59abbe56e057f20f883e, ''",
    "1234567, ''",
  })
  void passwordInTheWrongForm_isRefused(String password, String version) {
    Map<String, String> parameters = XuanwuSmsClient.parameters();
    parameters.put("password", password);
    parameters.put("version", version);

    assertThat(client.cgi(parameters)).isEqualTo("-6");
    assertThat(xuanwu.counts().messages()).isZero();
  }

  @Test
  void userWhoDoesNotExist_isRefused() {
    assertThat(reply("username", "demo@corq")).isEqualTo("-7");
  }

  @ParameterizedTest
  @CsvSource({
    "encode, 2",
    "encode, GBK",
    "version, 2.0",
    "msgtype, 2",
    "subid, 12a",
    "batchid, 12",
    "to, +8613800138000",
    "to, 8613800138000",
    "to, 12345678901",
    "to, '13800138000,13800138001'",
    "to, ''",
    "text, ' '",
  })
  void parameterOutOfItsRange_isRefused(String name, String value) {
    assertThat(reply(name, value)).isEqualTo("-2");
    assertThat(xuanwu.counts().messages()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"username", "password", "to", "text"})
  void parameterThatIsMissing_isRefused(String name) {
    Map<String, String> parameters = XuanwuSmsClient.parameters();
    parameters.remove(name);

    assertThat(client.cgi(parameters)).isEqualTo("-2");
  }

  @Test
  void bytesThatTheCharsetDoesNotHave_areRefused() {
    String start = "username=demo%40corp&password=123456&to=13800138000&text=";

    assertThat(client.cgi(start + "%A1%BE&encode=1")).as("GBK called UTF-8").isEqualTo("-2");
    assertThat(client.cgi(start + "%81&encode=0")).as("half a character").isEqualTo("-2");
    assertThat(client.cgi(start + "a&text=b")).as("two texts").isEqualTo("-2");
  }

  @Test
  void hundredNumbers_areTaken_andOneMoreIsNot() {
    String numbers =
        IntStream.range(0, 100)
            .mapToObj(i -> "138001380%02d".formatted(i))
            .collect(Collectors.joining(" "));

    assertThat(reply("to", numbers)).isEqualTo("0");
    assertThat(reply("to", numbers + " 13900139000")).isEqualTo("-11");
    assertThat(xuanwu.counts().messages()).isEqualTo(100);
    assertThat(xuanwu.counts().numbers()).isEqualTo(100);
  }

  @Test
  void commas_areForPlatformsThatWantThem() {
    start(XuanwuSmsSimulator.builder().numberSeparator(','));

    assertThat(reply("to", "13800138000,13800138001")).isEqualTo("0");
    assertThat(reply("to", "13800138000 13800138001")).isEqualTo("-2");
  }

  @Test
  void accountThatIsNotWell_answersItsCodes() {
    xuanwu.account().isLoading();
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("-3");
    xuanwu.account().isDisabled();
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("-7");
    xuanwu.account().isWell();
    xuanwu.account().balance(1);
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("0");
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("-12");
    assertThat(xuanwu.counts().errors()).isEqualTo(Map.of(-3, 1L, -7, 1L, -12, 1L));
  }

  @Test
  void callThatPaysForTwo_isTakenWholeOrNotAtAll() {
    xuanwu.account().balance(1);

    assertThat(reply("to", "13800138000 13800138001")).isEqualTo("-12");
    assertThat(xuanwu.counts().messages()).isZero();
  }

  @Test
  void scripts_tellTheirStory() {
    xuanwu
        .onCgi()
        .to("13800138000")
        .once()
        .answer(XuanwuSmsReply.cgi(-99))
        .then()
        .once()
        .answer(XuanwuSmsReply.text("0\n"));

    assertThat(reply("to", "13800138001")).isEqualTo("0");
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("-99");
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("0\n");
    assertThat(xuanwu.delivered("13800138000")).isZero();
    assertThat(client.cgi(XuanwuSmsClient.parameters())).isEqualTo("0");
    assertThat(xuanwu.delivered("13800138000")).isEqualTo(1);
  }

  @Test
  void otherMethods_areRefused() {
    assertThat(client.send(client.request("/cgi-bin/sendsms").DELETE())).isEqualTo("-2");
  }
}
