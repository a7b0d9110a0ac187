package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URLEncoder;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both bodies, read as strictly as the vendor's pages sms_05_0001 and sms_05_0002 say. */
class HuaweiSmsOrdersTest {

  private static final String FORM = "from=1&to=%2B8613800138000&templateId=t";

  private static String form(String body) {
    return code(() -> HuaweiSmsOrders.form(body.getBytes(UTF_8)));
  }

  private static String json(String body) {
    return code(() -> HuaweiSmsOrders.json(body.replace('\'', '"').getBytes(UTF_8)));
  }

  private static String code(Runnable reading) {
    Refused refused = catchThrowableOfType(Refused.class, reading::run);
    return refused == null
        ? "000000"
        : ((HuaweiSmsReply) refused.reply(new HuaweiSmsDialect(Clock.systemUTC()))).code();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|000000",
        "{|E000503",
        "}|E000503",
        "a{b|E000503",
        "a}b|E000503",
      })
  void a_mark_holds_no_brace_in_either_body(String extend, String code) {
    assertThat(form(FORM + "&extend=" + URLEncoder.encode(extend, UTF_8))).isEqualTo(code);
    assertThat(json(content("'extend':'" + extend + "',"))).isEqualTo(code);
  }

  @Test
  void a_mark_is_of_one_to_128_characters_in_either_body() {
    assertThat(form(FORM + "&extend=")).isEqualTo("E000503");
    assertThat(json(content("'extend':'',"))).isEqualTo("E000503");
    assertThat(form(FORM + "&extend=" + "e".repeat(128))).isEqualTo("000000");
    assertThat(form(FORM + "&extend=" + "e".repeat(129))).isEqualTo("E000503");
    assertThat(json(content("'extend':'" + "e".repeat(129) + "',"))).isEqualTo("E000503");
  }

  @ParameterizedTest
  @ValueSource(strings = {"callback", "ftp://h/x", "http:///x", "http:x", "https://h/ x"})
  void a_callback_is_an_http_address_with_a_host(String callback) {
    assertThat(form(FORM + "&statusCallback=" + URLEncoder.encode(callback, UTF_8)))
        .isEqualTo("E000503");
    assertThat(json(content("'statusCallback':'" + callback + "',"))).isEqualTo("E000503");
  }

  @Test
  void a_callback_may_be_empty_and_has_at_most_1024_characters() {
    String longest = "http://h/" + "x".repeat(1_024 - 9);

    assertThat(form(FORM + "&statusCallback=")).isEqualTo("000000");
    assertThat(json(content("'statusCallback':'" + longest + "',"))).isEqualTo("000000");
    assertThat(json(content("'statusCallback':'" + longest + "x',"))).isEqualTo("E000503");
  }

  private static String content(String extras) {
    return "{'from':'1',"
        + extras
        + "'smsContent':[{'to':['+8613800138000'],'templateId':'t','templateParas':['1']}]}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'from':'1','smsContent':[]}|E000503",
        "{'from':'1'}|E000503",
        "{'from':'1','smsContent':[{'to':[],'templateId':'t'}]}|E000503",
        "{'from':'1','smsContent':[{'templateId':'t'}]}|E000503",
        "{'from':'1','smsContent':['+8613800138000']}|E000000",
        "{'from':'1','smsContent':{}}|E000000",
        "{'from':1,'smsContent':[]}|E000000",
        "{'from':'1','smsContent':[{'to':['+8613800138000'],'templateId':'t','templateParas':'[1]'}]}|E000000",
        "{'from':'1','smsContent':[{'to':['+8613800138000'],'templateId':'t','templateParas':{}}]}|E000000",
        "{'from':'1','smsContent':[{'to':['+8613800138000'],'templateId':'t','templateParas':[1]}]}|E000000",
        "{'from':'1','smsContent':[{'to':['+8613800138000'],'templateId':'t'}]} x|E000000",
      })
  void a_list_of_texts_is_one(String body, String code) {
    assertThat(json(content(""))).isEqualTo("000000");
    assertThat(json(body)).isEqualTo(code);
  }

  @Test
  void the_values_of_a_form_are_one_list_and_nothing_behind_it() {
    assertThat(form(FORM + "&templateParas=" + URLEncoder.encode("[\"1\"]", UTF_8)))
        .isEqualTo("000000");
    assertThat(form(FORM + "&templateParas=" + URLEncoder.encode("[\"1\"] []", UTF_8)))
        .isEqualTo("E000000");
  }

  @Test
  void a_form_without_numbers_or_with_an_endless_list_is_refused() {
    assertThat(form("from=1&to=&templateId=t")).isEqualTo("E000503");
    assertThat(form("from=1&templateId=t")).isEqualTo("E000503");
    assertThat(form("from=1&to=" + "1".repeat(HuaweiNumbers.LONGEST_LIST + 1) + "&templateId=t"))
        .isEqualTo("E000503");
  }
}
