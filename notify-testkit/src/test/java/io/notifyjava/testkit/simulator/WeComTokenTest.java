package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WeComTokenTest extends WeComTestBase {

  private static final String SECRET = "secret-of-the-first-application";
  private static final String OTHER_SECRET = "secret-of-the-other-application";

  private void twoApplications() {
    start(WeComSimulator.builder().application(AGENT, SECRET).application(1000003, OTHER_SECRET));
  }

  private int messageWith(String token) {
    return errcode(client.withToken(token).message(WeComClient.text("zhangsan", "hi")));
  }

  @Test
  void token_staysTheSame_whileItIsValid_withTheLifetimeThatIsLeft() {
    JsonNode first = client.tokenReply();
    assertThat(errcode(first)).isZero();
    assertThat(first.path("expires_in").intValue()).isEqualTo(7200);
    time.pass(Duration.ofSeconds(7000));
    JsonNode later = client.tokenReply();
    assertThat(later.path("access_token")).isEqualTo(first.path("access_token"));
    assertThat(later.path("expires_in").intValue()).isEqualTo(200);
    time.pass(Duration.ofSeconds(200));
    assertThat(client.tokenReply().path("access_token")).isNotEqualTo(first.path("access_token"));
  }

  @Test
  void applications_haveTokensOfTheirOwn() {
    twoApplications();
    String first = client.token();
    String other = client.tokenReply(wecom.corpId(), OTHER_SECRET).path("access_token").asText();
    assertThat(other).isNotEqualTo(first);
    assertThat(messageWith(first)).isZero();
    assertThat(messageWith(other)).as("the token of another application").isEqualTo(301002);
  }

  @Test
  void wrongCalls_areRefused_theSecretFirst() {
    start(WeComSimulator.builder().application(AGENT, SECRET).foreignSecret("theirs"));
    String corp = wecom.corpId();
    assertThat(errcode(client.tokenReply("", ""))).isEqualTo(41004);
    assertThat(errcode(client.tokenReply("", SECRET))).isEqualTo(41002);
    assertThat(errcode(client.tokenReply("wwOther", SECRET))).isEqualTo(40013);
    assertThat(errcode(client.tokenReply(corp, "theirs"))).isEqualTo(40091);
    assertThat(errcode(client.tokenReply(corp, SECRET.replace('o', '0')))).isEqualTo(40001);
    assertThat(errcode(WeComClient.json(client.post("/cgi-bin/gettoken", "{}")))).isEqualTo(43001);
    assertThat(errcode(client.tokenReply(corp, SECRET))).isZero();
  }

  @Test
  void manyWrongCalls_blockTheCallerForAnHour() {
    start(WeComSimulator.builder().tokenErrors(3));
    for (int i = 0; i < 3; i++) {
      assertThat(errcode(client.tokenReply(wecom.corpId(), "wrong"))).isEqualTo(40001);
    }
    assertThat(errcode(client.tokenReply())).as("not yet too many").isZero();
    assertThat(errcode(client.tokenReply(wecom.corpId(), "wrong"))).isEqualTo(45009);
    assertThat(errcode(client.tokenReply())).isEqualTo(45009);
    time.pass(Duration.ofMinutes(59));
    assertThat(errcode(client.tokenReply())).isEqualTo(45009);
    time.pass(Duration.ofMinutes(1));
    assertThat(errcode(client.tokenReply())).isZero();
  }

  @Test
  void staleToken_is40014_orByChoice42001() {
    assertThat(messageWith(staleToken())).isEqualTo(40014);
    start(WeComSimulator.builder().expiredToken(42001));
    String stale = staleToken();
    assertThat(messageWith(stale)).isEqualTo(42001);
    wecom.killTokens();
    assertThat(messageWith(client.withToken("").token())).isEqualTo(0);
  }

  private String staleToken() {
    String token = client.token();
    time.pass(Duration.ofHours(2));
    return token;
  }

  @Test
  void badToken_isToldFromAMissingOne() {
    String token = client.token();
    assertThat(messageWith("x" + token.substring(1))).isEqualTo(40014);
    assertThat(errcode(WeComClient.json(client.post("/cgi-bin/message/send", "{}"))))
        .isEqualTo(41001);
    assertThat(errcode(WeComClient.json(client.post("/cgi-bin/message/send?access_token=", "{}"))))
        .isEqualTo(41001);
  }

  @Test
  void killedTokens_are40014_andTheNextCallGetsANewOne() {
    start(WeComSimulator.builder().expiredToken(42001));
    String token = client.token();
    wecom.killTokens();
    assertThat(messageWith(token)).isEqualTo(40014);
    String next = client.tokenReply().path("access_token").asText();
    assertThat(next).isNotEqualTo(token);
    assertThat(messageWith(next)).isZero();
  }

  @Test
  void disabledApplication_getsNoToken_andItsTokenIsGoodNoMore() {
    String token = client.token();
    wecom.application().isDisabled();
    assertThat(errcode(client.tokenReply())).isEqualTo(50003);
    assertThat(messageWith(token)).isEqualTo(50003);
    wecom.application(AGENT).isEnabled();
    assertThat(messageWith(token)).isZero();
    wecom.application().mayNotSend();
    assertThat(messageWith(token)).isEqualTo(48002);
    assertThat(errcode(client.tokenReply())).isZero();
    wecom.application().maySend();
    assertThat(messageWith(token)).isZero();
  }

  @Test
  void untrustedAddress_is60020_everywhereButAtRobots() {
    start(WeComSimulator.builder().callerIp("1.2.3.4"));
    String token = client.token();
    wecom.trustedIps("5.6.7.8");
    assertThat(errcode(client.tokenReply())).isEqualTo(60020);
    assertThat(messageWith(token)).isEqualTo(60020);
    assertThat(errcode(client.robot(KEY, WeComClient.robotBody("text", "{\"content\":\"hi\"}"))))
        .isZero();
    wecom.trustedIps("5.6.7.8", "1.2.3.4");
    assertThat(messageWith(token)).isZero();
  }

  @Test
  void lifetime_canBeShortened_andScripted() {
    wecom.tokenLifetime(Duration.ofSeconds(30));
    assertThat(client.tokenReply().path("expires_in").intValue()).isEqualTo(30);
    wecom.onToken().once().expiresIn(-5);
    assertThat(client.tokenReply().path("expires_in").intValue()).isEqualTo(-5);
    wecom.onToken().once().answer(WeComReply.token("W1", 7200));
    assertThat(client.tokenReply().path("access_token").asText()).isEqualTo("W1");
    assertThat(messageWith("W1")).isZero();
  }
}
