package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaTest extends SimulatorTestBase {

  private String token;

  @BeforeEach
  void fetchToken() {
    token = client.token();
  }

  private int text() {
    return errcode(client.text(token, OPEN_ID, "hi"));
  }

  @Test
  void dailyQuota_isPerCall_andComesBackAtMidnightInBeijing() {
    start(WeChatSimulator.builder().tokenLifetime(Duration.ofHours(2)));
    simulator.dailyQuota(WeChatApi.CUSTOMER, 2);
    fetchToken();
    assertThat(text()).isZero();
    assertThat(text()).isZero();
    assertThat(errmsg(client.text(token, OPEN_ID, "hi")))
        .startsWith("reach max api daily quota limit rid: ");
    assertThat(templateErrcode(token)).as("other calls have their own").isZero();
    time.pass(Duration.ofHours(14).minusSeconds(1));
    fetchToken();
    assertThat(text()).isEqualTo(45009);
    time.pass(Duration.ofSeconds(1));
    assertThat(text()).isZero();
  }

  @Test
  void minuteQuota_comesBackWithTheNextMinute() {
    simulator.minuteQuota(WeChatApi.TEMPLATE, 1);
    assertThat(templateErrcode(token)).isZero();
    assertThat(templateErrcode(token)).isEqualTo(45011);
    time.pass(Duration.ofMinutes(1));
    assertThat(templateErrcode(token)).isZero();
  }

  @Test
  void callsWithABadToken_areNotCharged_refusedMessagesAre() {
    simulator.dailyQuota(WeChatApi.CUSTOMER, 1);
    client.text("bad", OPEN_ID, "hi");
    client.customer(token, "{}");
    assertThat(text()).isEqualTo(45009);
  }

  @Test
  void refilledQuotas_startAgain() {
    simulator.dailyQuota(WeChatApi.CUSTOMER, 1);
    text();
    assertThat(text()).isEqualTo(45009);
    simulator.refillQuotas();
    assertThat(text()).isZero();
    assertThat(text()).isEqualTo(45009);
  }

  @Test
  void tokenCalls_haveQuotasToo() {
    simulator.dailyQuota(WeChatApi.STABLE_TOKEN, 0);
    simulator.minuteQuota(WeChatApi.TOKEN, 1);
    assertThat(errcode(client.stableToken())).isEqualTo(45009);
    assertThat(client.classicToken().has("access_token")).isTrue();
    assertThat(errcode(client.classicToken())).isEqualTo(45011);
  }

  @Test
  void documentedQuotas_areTheVendors() {
    simulator.documentedQuotas();
    String path = "/cgi-bin/openapi/quota/get?access_token=" + client.token();
    String body = "{\"cgi_path\":\"%s\"}";
    JsonNode stable =
        SimClient.json(client.post(path, body.formatted(WeChatApi.STABLE_TOKEN.path())));
    assertThat(stable.path("quota").path("daily_limit").intValue()).isEqualTo(500_000);
    assertThat(stable.path("quota").path("used").intValue()).isEqualTo(1);
    assertThat(stable.path("rate_limit").path("call_count").intValue()).isEqualTo(10_000);
    JsonNode typing = SimClient.json(client.post(path, body.formatted(WeChatApi.TYPING.path())));
    assertThat(typing.path("quota").path("daily_limit").intValue()).isZero();
  }
}
