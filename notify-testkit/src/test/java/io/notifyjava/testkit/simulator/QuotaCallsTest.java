package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuotaCallsTest extends SimulatorTestBase {

  private static final String ALL = "/cgi-bin/clear_quota";
  private static final String ONE = "/cgi-bin/openapi/quota/clear";
  private static final String GET = "/cgi-bin/openapi/quota/get";
  private static final String RID = "/cgi-bin/openapi/rid/get";

  private JsonNode call(String path, String body) {
    return SimClient.json(
        client.post(path + "?access_token=" + client.token(), body.replace('\'', '"')));
  }

  private int clearAll() {
    return errcode(call(ALL, "{'appid':'" + simulator.appId() + "'}"));
  }

  private int clearOne(String path) {
    return errcode(call(ONE, "{'cgi_path':'" + path + "'}"));
  }

  private int bySecret(String appId, String secret) {
    return errcode(
        SimClient.json(client.post(ALL + "/v2?appid=" + appId + "&appsecret=" + secret, "")));
  }

  private int text() {
    return errcode(client.text(client.token(), OPEN_ID, "hi"));
  }

  @Test
  void clearQuota_givesEverythingBack() {
    simulator.dailyQuota(WeChatApi.CUSTOMER, 1);
    assertThat(text()).isZero();
    assertThat(text()).isEqualTo(45009);
    assertThat(clearAll()).isZero();
    assertThat(text()).isZero();
    assertThat(bySecret(simulator.appId(), simulator.appSecret())).isZero();
    assertThat(text()).isZero();
    assertThat(text()).isEqualTo(45009);
  }

  @Test
  void bothClearQuotaCalls_togetherTakeTenAMonthInBeijing() {
    for (int i = 0; i < 5; i++) {
      assertThat(clearAll()).isZero();
      assertThat(bySecret(simulator.appId(), simulator.appSecret())).isZero();
    }
    assertThat(clearAll()).isEqualTo(48006);
    assertThat(bySecret(simulator.appId(), simulator.appSecret())).isEqualTo(48006);
    // The test starts on 2025-11-29 at 10:00 in Beijing, so the month ends in 38 hours.
    time.pass(Duration.ofHours(38).minusNanos(1));
    assertThat(clearAll()).isEqualTo(48006);
    time.pass(Duration.ofNanos(1));
    assertThat(clearAll()).isZero();
  }

  @Test
  void sixtyFourThreads_clearTheQuotaExactlyTenTimes() throws Exception {
    String path = ALL + "?access_token=" + client.token();
    String body = "{\"appid\":\"" + simulator.appId() + "\"}";
    List<Integer> codes =
        Together.run(64, 2, () -> errcode(SimClient.json(client.post(path, body))));
    assertThat(codes.stream().filter(code -> code == 0)).hasSize(10);
  }

  @Test
  void clearQuota_isForTheOwnAccountOnly() {
    assertThat(errcode(call(ALL, "{'appid':'wxOther'}"))).isEqualTo(40013);
    assertThat(errcode(call(ALL, "{}"))).isEqualTo(40013);
    assertThat(bySecret("wxOther", simulator.appSecret())).isEqualTo(40013);
    assertThat(bySecret(simulator.appId(), "wrong")).isEqualTo(40125);
    assertThat(bySecret("", "x")).isEqualTo(41002);
    assertThat(bySecret(simulator.appId(), "")).isEqualTo(41004);
  }

  @Test
  void quotasOfAnotherAccount_stayAsTheyAre() {
    start(WeChatSimulator.builder().account("wxA", "secretA").account("wxB", "secretB"));
    simulator.dailyQuota(WeChatApi.CUSTOMER, 1);
    assertThat(text()).isZero();
    assertThat(bySecret("wxB", "secretB")).isZero();
    assertThat(text()).isEqualTo(45009);
    assertThat(bySecret("wxA", "secretA")).isZero();
    assertThat(text()).isZero();
  }

  @Test
  void quotaClear_givesOneCallsQuotaBack_fiftyTimesAMonth() {
    simulator.dailyQuota(WeChatApi.CUSTOMER, 1);
    simulator.dailyQuota(WeChatApi.TEMPLATE, 0);
    assertThat(text()).isZero();
    assertThat(clearOne("/cgi-bin/message/custom/send")).isZero();
    assertThat(text()).isZero();
    assertThat(templateErrcode(client.token())).isEqualTo(45009);
    for (int i = 1; i < 50; i++) {
      assertThat(clearOne("/cgi-bin/message/custom/send")).isZero();
    }
    assertThat(clearOne("/cgi-bin/message/custom/send")).isEqualTo(48006);
    simulator.reset();
    assertThat(clearOne("/cgi-bin/message/custom/send")).isZero();
  }

  @Test
  void cgiPath_mustBeACallOfThisKindOfAccount() {
    assertThat(clearOne("/cgi-bin/unheard/of")).isEqualTo(76021);
    assertThat(clearOne("")).isEqualTo(76021);
    assertThat(clearOne("/cgi-bin/message/subscribe/send")).isEqualTo(76022);
    assertThat(errcode(call(GET, "{}"))).isEqualTo(76021);
    assertThat(errcode(call(GET, "{'cgi_path':7}"))).isEqualTo(47001);
  }

  @Test
  void quotaGet_tellsWhatIsLeft_byteForByte() {
    simulator.dailyQuota(WeChatApi.CUSTOMER, 3);
    simulator.minuteQuota(WeChatApi.CUSTOMER, 60);
    text();
    String body = "{'cgi_path':'/cgi-bin/message/custom/send'}";
    assertThat(call(GET, body))
        .hasToString(
            "{\"errcode\":0,\"errmsg\":\"ok\",\"quota\":{\"daily_limit\":3,\"used\":1,\"remain\":2},"
                + "\"rate_limit\":{\"call_count\":60,\"refresh_second\":60},"
                + "\"component_rate_limit\":{\"call_count\":0,\"refresh_second\":0}}");
    for (int i = 0; i < 5; i++) {
      text();
    }
    assertThat(call(GET, body).path("quota").path("used").intValue()).isEqualTo(3);
    assertThat(call(GET, body).path("quota").path("remain").intValue()).isZero();
    time.pass(Duration.ofDays(1));
    assertThat(call(GET, body).path("quota").path("remain").intValue()).isEqualTo(3);
  }

  @Test
  void quotaGet_withoutALimit_tellsTheDocumentedOne() {
    text();
    JsonNode quota = call(GET, "{'cgi_path':'/cgi-bin/message/custom/send'}").path("quota");
    assertThat(quota.path("daily_limit").intValue()).isEqualTo(500_000);
    assertThat(quota.path("used").intValue()).isEqualTo(1);
    assertThat(
            call(GET, "{'cgi_path':'/cgi-bin/message/template/send'}")
                .path("quota")
                .path("remain")
                .intValue())
        .isEqualTo(100_000);
  }

  private static String ridOf(JsonNode refused) {
    String text = errmsg(refused);
    return text.substring(text.indexOf("rid: ") + 5);
  }

  private JsonNode tell(String rid) {
    return call(RID, "{'rid':'" + rid + "'}");
  }

  @Test
  void rid_tellsTheCallThatItStandsFor_withoutItsToken() {
    String token = client.token();
    String body = SimClient.textBody("oClosed", "好");
    simulator.closeWindow("oClosed");
    String rid = ridOf(client.customer(token, body));
    JsonNode request = tell(rid).path("request");
    assertThat(request.path("invoke_time").longValue()).isEqualTo(time.instant().getEpochSecond());
    assertThat(request.path("cost_in_ms").isIntegralNumber()).isTrue();
    assertThat(request.path("request_url").asText())
        .isEqualTo("/cgi-bin/message/custom/send?access_token=***");
    assertThat(request.path("request_body").asText()).isEqualTo(body);
    assertThat(request.path("response_body").asText()).contains("45015").contains(rid);
    assertThat(request.path("client_ip").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void rid_livesSevenDays_andMustBeOne() {
    String rid = ridOf(client.text("bad", OPEN_ID, "hi"));
    time.pass(Duration.ofDays(7));
    assertThat(errcode(tell(rid))).isZero();
    time.pass(Duration.ofSeconds(1));
    assertThat(errcode(tell(rid))).isEqualTo(76004);
    String now = Long.toHexString(time.instant().getEpochSecond());
    assertThat(errcode(tell(now + "-00000000-00000000"))).isEqualTo(76001);
    for (String malformed : Set.of("", "1", rid + "0", rid.replace('-', '_'), rid + "\\n")) {
      assertThat(errcode(tell(malformed))).as(malformed).isEqualTo(76002);
    }
    assertThat(errcode(call(RID, "{}"))).isEqualTo(76002);
  }

  @Test
  void rid_ofAnotherAccountsCall_isNotTold() {
    start(WeChatSimulator.builder().account("wxA", "secretA").account("wxB", "secretB"));
    String other =
        SimClient.json(
                client.get("/cgi-bin/token?grant_type=client_credential&appid=wxB&secret=secretB"))
            .path("access_token")
            .asText();
    String rid = ridOf(client.text(other, "no", "hi"));
    assertThat(errcode(tell(rid))).isEqualTo(76003);
  }

  @Test
  void templateList_tellsWhatWasRegistered_inItsOrder() {
    simulator.registerTemplate("T1", "thing2", "time1");
    simulator.registerTemplate(TemplateKind.SUBSCRIPTION, "S1", "thing1");
    simulator.registerTemplate("T2");
    String list =
        client
            .get("/cgi-bin/template/get_all_private_template?access_token=" + client.token())
            .body();
    assertThat(list)
        .isEqualTo(
            "{\"template_list\":[{\"template_id\":\"T1\",\"title\":\"T1\",\"primary_industry\":\"\","
                + "\"deputy_industry\":\"\",\"content\":\"{{thing2.DATA}}\\n{{time1.DATA}}\","
                + "\"example\":\"\"},{\"template_id\":\"T2\",\"title\":\"T2\",\"primary_industry\":"
                + "\"\",\"deputy_industry\":\"\",\"content\":\"\",\"example\":\"\"}]}");
    assertThat(
            errcode(
                SimClient.json(
                    client.post(
                        "/cgi-bin/template/get_all_private_template?access_token=" + client.token(),
                        "{}"))))
        .isEqualTo(43001);
  }
}
