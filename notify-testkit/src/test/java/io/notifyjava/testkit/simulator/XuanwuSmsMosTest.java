package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST interface, as section C.2 of the protocol notes has it. */
class XuanwuSmsMosTest extends XuanwuSmsTestBase {

  private static final String ONE = XuanwuSmsClient.item("13800138000");

  private static String refusal(int code) {
    return "{\"code\":\"" + code + "\",";
  }

  @Test
  void mass_isTakenAndGivenAnId() {
    String reply = client.mass(ONE + "," + XuanwuSmsClient.item("13800138001"));

    assertThat(reply).matches("\\{\"code\":\"0\",\"msg\":\"success\",\"uuid\":\"[-0-9a-f]{36}\"}");
    assertThat(xuanwu.lastText()).contains("您的验证码是123456");
    assertThat(xuanwu.counts().messages()).isEqualTo(2);
    assertThat(xuanwu.counts().calls(XuanwuSmsApi.MASS)).isEqualTo(1);
  }

  @Test
  void group_hasATextForEach() {
    String reply =
        client.mos(
            XuanwuSmsApi.GROUP,
            "{\"batchName\":\"n1\",\"items\":[{\"to\":\"13800138000\",\"content\":\"a\",\"customMsgID\":\"m-1\"},"
                + "{\"to\":\"13800138001\",\"content\":\"b\"}],\"msgType\":\"sms\",\"bizType\":\"100\"}");

    assertThat(reply).startsWith("{\"code\":\"0\"");
    assertThat(xuanwu.lastText()).contains("b");
    assertThat(xuanwu.counts().messages()).isEqualTo(2);
  }

  @Test
  void code_canBeANumber() {
    start(XuanwuSmsSimulator.builder().numericCode(true));

    assertThat(client.mass(ONE)).startsWith("{\"code\":0,");
    assertThat(client.mass("")).startsWith("{\"code\":-2,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic " + XuanwuSmsClient.AUTHORIZATION, "", "ZGVtb0Bjb3Jw", "not base64!"})
  void headerInAnotherForm_isRefused(String authorization) {
    assertThat(client.mos(XuanwuSmsApi.MASS, "{}", authorization)).startsWith(refusal(-3));
  }

  @Test
  void otherHeadersOrMethods_areRefused() {
    String path = XuanwuSmsApi.MASS.path();
    var withoutAccept =
        client
            .request(path)
            .header("Content-Type", "application/json;charset=utf-8")
            .header("Authorization", XuanwuSmsClient.AUTHORIZATION);
    var plainType =
        client
            .request(path)
            .header("Content-Type", "text/plain")
            .header("Accept", "application/json")
            .header("Authorization", XuanwuSmsClient.AUTHORIZATION);

    assertThat(client.send(withoutAccept.POST(BodyPublishers.ofString("{}"))))
        .startsWith(refusal(-3));
    assertThat(client.send(plainType.POST(BodyPublishers.ofString("{}")))).startsWith(refusal(-3));
    assertThat(client.send(client.request(path).GET())).startsWith(refusal(-3));
  }

  @Test
  void accountOrPasswordThatIsWrong_hasACodeOfItsOwn() {
    assertThat(client.mos(XuanwuSmsApi.MASS, "{}", header("demo@corq", XuanwuSmsClient.DIGEST)))
        .startsWith(refusal(-1));
    assertThat(client.mos(XuanwuSmsApi.MASS, "{}", header("demo@corp", "e10adc39")))
        .startsWith(refusal(-6));
    assertThat(client.mos(XuanwuSmsApi.MASS, "{}", header("demo@corp", "123456")))
        .as("the password itself")
        .startsWith(refusal(-6));
    assertThat(
            client.mos(
                XuanwuSmsApi.MASS, "{}", header("demo@corp", "E10ADC3949BA59ABBE56E057F20F883E")))
        .as("upper-case digest")
        .startsWith(refusal(-6));
  }

  private static String header(String account, String digest) {
    return Base64.getEncoder().encodeToString((account + ":" + digest).getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{\"items\":[],\"content\":\"a\",\"msgType\":\"sms\"}",
        "{\"content\":\"a\",\"msgType\":\"sms\"}",
        "{\"items\":[{\"to\":\"13800138000\"}],\"msgType\":\"sms\"}",
        "{\"items\":[{\"to\":\"13800138000\"}],\"content\":\"a\",\"msgType\":\"mms\"}",
        "{\"items\":[{\"to\":\"13800138000\"}],\"content\":\"a\"}",
        "{\"items\":[{\"to\":\"13800138000\"}],\"content\":\"a\",\"msgType\":\"sms\",\"bizType\":\"x\"}"
      })
  void packThatIsNoPack_isRefused(String body) {
    assertThat(client.mos(XuanwuSmsApi.MASS, body)).startsWith(refusal(-2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+8613800138000", "8613800138000", "1380013800", "138001380OO", ""})
  void numberThatIsNone_poisonsTheCall(String number) {
    assertThat(client.mass(ONE + "," + XuanwuSmsClient.item(number))).startsWith(refusal(-5));
    assertThat(xuanwu.counts().messages()).isZero();
  }

  @Test
  void hundredMessages_areTaken_andOneMoreIsNot() {
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> XuanwuSmsClient.item("138001380%02d".formatted(i)))
            .collect(Collectors.joining(","));

    assertThat(client.mass(hundred)).startsWith("{\"code\":\"0\"");
    assertThat(client.mass(hundred + "," + ONE)).startsWith(refusal(-11));
  }

  @Test
  void accountThatIsNotWell_answersItsCodes() {
    xuanwu.account().isDisabled();
    assertThat(client.mass(ONE)).startsWith(refusal(-1));
    xuanwu.account().mayNotSend();
    assertThat(client.mass(ONE)).startsWith(refusal(-13));
    xuanwu.account().isWell();
    xuanwu.account().balance(0);
    assertThat(client.mass(ONE)).startsWith(refusal(-12));
  }

  @Test
  void businessTypeThatTheAccountLacks_isRefused() {
    start(XuanwuSmsSimulator.builder().bizTypes(Set.of("100")));
    String pack = "{\"items\":[" + ONE + "],\"content\":\"a\",\"msgType\":\"sms\",\"bizType\":%s}";

    assertThat(client.mos(XuanwuSmsApi.MASS, pack.formatted("\"100\"")))
        .startsWith("{\"code\":\"0");
    assertThat(client.mos(XuanwuSmsApi.MASS, pack.formatted("100"))).startsWith("{\"code\":\"0");
    assertThat(client.mos(XuanwuSmsApi.MASS, pack.formatted("7"))).startsWith(refusal(-2));
  }

  @Test
  void sameTextToOneNumber_isADuplicate() {
    client.mass(ONE);
    client.mass(ONE);
    client.mass(XuanwuSmsClient.item("13800138001"));

    assertThat(xuanwu.counts().duplicates()).isEqualTo(1);
    assertThat(xuanwu.delivered("13800138000")).isEqualTo(2);
    xuanwu.reset();
    assertThat(xuanwu.counts().messages()).isZero();
    assertThat(xuanwu.delivered("13800138000")).isZero();
  }

  @Test
  void scriptedRefusal_namesItsCodeInWords() {
    xuanwu.onMos().once().answer(XuanwuSmsReply.mos(-99));

    assertThat(client.mass(ONE)).isEqualTo("{\"code\":\"-99\",\"msg\":\"internal error\"}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XuanwuSmsReply.mos(0))
        .withMessage("code 0 means success; use accepted(uuid)");
  }
}
