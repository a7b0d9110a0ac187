package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokenTest extends SimulatorTestBase {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Duration TICK = Duration.ofNanos(1);

  private static String value(JsonNode reply) {
    return reply.path("access_token").asText();
  }

  private static long expiresIn(JsonNode reply) {
    return reply.path("expires_in").asLong(-1);
  }

  @Nested
  class Stable {

    @Test
    void firstCall_handsOutAFreshTokenWithoutErrcode() {
      JsonNode reply = client.stableToken();
      assertThat(reply.fieldNames()).toIterable().containsExactly("access_token", "expires_in");
      assertThat(expiresIn(reply)).isEqualTo(7200);
      assertThat(templateErrcode(value(reply))).isZero();
    }

    @Test
    void laterCalls_handOutTheSameTokenWithItsRemainingLifetime() {
      String first = client.token();
      time.pass(Duration.ofSeconds(6899));
      JsonNode reply = client.stableToken();
      assertThat(value(reply)).isEqualTo(first);
      assertThat(expiresIn(reply)).isEqualTo(301);
    }

    @Test
    void withinTheLastFiveMinutes_aNewTokenIsIssued_andBothAreGoodForFiveMinutes() {
      String old = client.token();
      time.pass(Duration.ofSeconds(6900));
      JsonNode reply = client.stableToken();
      assertThat(value(reply)).isNotEqualTo(old);
      assertThat(expiresIn(reply)).isEqualTo(7200);

      time.pass(FIVE_MINUTES.minus(TICK));
      assertThat(templateErrcode(old)).isZero();
      assertThat(templateErrcode(value(reply))).isZero();
      time.pass(TICK);
      assertThat(templateErrcode(old)).isEqualTo(42001);
      assertThat(templateErrcode(value(reply))).isZero();
    }

    @Test
    void renewedToken_isGoodForFiveMinutes_thoughItsOwnEndWasNearer() {
      String old = client.token();
      time.pass(Duration.ofSeconds(7199));
      assertThat(client.token()).isNotEqualTo(old);
      time.pass(FIVE_MINUTES.minus(TICK));
      assertThat(templateErrcode(old)).isZero();
      time.pass(TICK);
      assertThat(templateErrcode(old)).isEqualTo(42001);
    }

    @Test
    void tokenThatRanOut_is42001_andTheNextCallRenews() {
      String old = client.token();
      time.pass(Duration.ofHours(2).minus(TICK));
      assertThat(templateErrcode(old)).isZero();
      time.pass(TICK);
      assertThat(templateErrcode(old)).isEqualTo(42001);
      assertThat(client.token()).isNotEqualTo(old);
    }

    @Test
    void forcedCall_killsThePreviousTokenAtOnce() {
      String old = client.token();
      String fresh = value(client.forcedToken());
      assertThat(fresh).isNotEqualTo(old);
      assertThat(templateErrcode(old)).isEqualTo(40001);
      assertThat(templateErrcode(fresh)).isZero();
      assertThat(client.token()).as("normal mode tells the forced token").isEqualTo(fresh);
    }

    @Test
    void secondForcedCallWithinThirtySeconds_handsOutTheSameToken() {
      String first = value(client.forcedToken());
      time.pass(Duration.ofSeconds(30).minus(TICK));
      assertThat(value(client.forcedToken())).isEqualTo(first);
      time.pass(TICK);
      assertThat(value(client.forcedToken())).isNotEqualTo(first);
    }

    @Test
    void twentyForcedRefreshesADay_thenQuota_untilMidnightInBeijing() {
      for (int i = 0; i < 20; i++) {
        assertThat(value(client.forcedToken())).isNotEmpty();
        time.pass(Duration.ofSeconds(30));
      }
      assertThat(errcode(client.forcedToken())).isEqualTo(45009);
      assertThat(value(client.stableToken())).as("normal mode goes on").isNotEmpty();
      // 02:00 UTC is 10:00 in Beijing; 14 hours later it is midnight there
      time.pass(Duration.ofHours(14));
      assertThat(value(client.forcedToken())).isNotEmpty();
    }

    @Test
    void badRequests_areRefusedByName() {
      String good = client.stableTokenBody(false);
      Map<String, Integer> cases =
          Map.of(
              "{}",
              41002,
              good.replace(simulator.appSecret(), ""),
              41004,
              good.replace("client_credential", "password"),
              40002,
              good.replace(simulator.appId(), "wxffffffffffffffff"),
              40013,
              good.replace(simulator.appSecret(), "wrong"),
              40125,
              good.replace("false", "\"false\""),
              47001,
              "[]",
              47001,
              "{\"grant_type\":",
              47001,
              "",
              44002);
      cases.forEach(
          (body, code) ->
              assertThat(errcode(SimClient.json(client.post("/cgi-bin/stable_token", body))))
                  .as(body)
                  .isEqualTo(code));
    }

    @Test
    void get_is43002() {
      JsonNode reply = SimClient.json(client.get("/cgi-bin/stable_token"));
      assertThat(errcode(reply)).isEqualTo(43002);
      assertThat(errmsg(reply)).startsWith("require POST method rid: ");
    }
  }

  @Nested
  class Classic {

    @Test
    void eachCall_replacesTheToken_andTheOldOneIsGoodForFiveMoreMinutes() {
      JsonNode first = client.classicToken();
      JsonNode second = client.classicToken();
      assertThat(expiresIn(second)).isEqualTo(7200);
      assertThat(value(second)).isNotEqualTo(value(first));

      time.pass(FIVE_MINUTES.minus(TICK));
      assertThat(templateErrcode(value(first))).isZero();
      time.pass(TICK);
      assertThat(templateErrcode(value(first))).isEqualTo(40001);
      assertThat(templateErrcode(value(second))).isZero();
    }

    @Test
    void replacedToken_neverOutlivesItsOwnLifetime() {
      String old = value(client.classicToken());
      time.pass(Duration.ofSeconds(7100));
      client.classicToken();
      time.pass(Duration.ofSeconds(100));
      assertThat(templateErrcode(old)).isNotZero();
    }

    @Test
    void badRequests_areRefusedByName() {
      String good =
          "/cgi-bin/token?grant_type=client_credential&appid="
              + simulator.appId()
              + "&secret="
              + simulator.appSecret();
      Map<String, Integer> cases =
          Map.of(
              "/cgi-bin/token",
              41002,
              good.replace(simulator.appSecret(), ""),
              41004,
              good.replace("client_credential", "x"),
              40002,
              good.replace(simulator.appId(), "wxffffffffffffffff"),
              40013,
              good.replace(simulator.appSecret(), "wrong"),
              40125);
      cases.forEach(
          (path, code) ->
              assertThat(errcode(SimClient.json(client.get(path)))).as(path).isEqualTo(code));
      assertThat(errcode(SimClient.json(client.post(good, "{}")))).isEqualTo(43001);
    }

    @Test
    void classicAndStableTokens_neverTouchEachOther() {
      String stable = client.token();
      String classic = value(client.classicToken());
      client.forcedToken();
      assertThat(templateErrcode(classic)).isZero();
      assertThat(templateErrcode(stable)).isEqualTo(40001);
      String newStable = client.token();
      client.classicToken();
      time.pass(Duration.ofHours(1));
      assertThat(templateErrcode(newStable)).isZero();
    }

    @Test
    void thousandClassicTokens_doNotMakeTheStableOneForgotten() {
      String stable = client.token();
      for (int i = 0; i < 1_000; i++) {
        client.classicToken();
      }
      assertThat(templateErrcode(stable)).isZero();
    }
  }

  @Nested
  class Checking {

    @Test
    void missingOrEmptyToken_is41001_andAnUnknownOne40001() {
      String body = SimClient.templateBody(OPEN_ID, "");
      String path = "/cgi-bin/message/template/send";
      assertThat(errcode(SimClient.json(client.post(path, body)))).isEqualTo(41001);
      assertThat(errcode(SimClient.json(client.post(path + "?access_token=", body))))
          .isEqualTo(41001);
      assertThat(errcode(SimClient.json(client.post(path + "?access_token=nonsense", body))))
          .isEqualTo(40001);
    }

    @Test
    void tokenInAHeader_doesNotCount() {
      HttpRequest request =
          client
              .request("/cgi-bin/message/custom/send")
              .header("Authorization", "Bearer " + client.token())
              .POST(HttpRequest.BodyPublishers.ofString(SimClient.textBody(OPEN_ID, "hi")))
              .build();
      assertThat(errcode(SimClient.json(client.send(request)))).isEqualTo(41001);
    }

    @Test
    void killTokens_invalidatesBothKinds_andTheNextCallGetsANewOne() {
      String stable = client.token();
      String classic = value(client.classicToken());
      simulator.killTokens();
      assertThat(templateErrcode(stable)).isEqualTo(40001);
      assertThat(templateErrcode(classic)).isEqualTo(40001);
      String fresh = client.token();
      assertThat(fresh).isNotEqualTo(stable);
      assertThat(templateErrcode(fresh)).isZero();
    }

    @Test
    void accounts_haveTokensOfTheirOwn() {
      start(WeChatSimulator.builder().account("wxA", "secretA").account("wxB", "secretB"));
      String body =
          "{\"grant_type\":\"client_credential\",\"appid\":\"wxB\",\"secret\":\"secretB\"}";
      String other = value(SimClient.json(client.post("/cgi-bin/stable_token", body)));
      String own = client.token();
      assertThat(other).isNotEqualTo(own);
      client.forcedToken();
      assertThat(templateErrcode(own)).isEqualTo(40001);
      assertThat(templateErrcode(other)).isZero();
    }
  }

  @Nested
  class Scripted {

    @Test
    void shorterLifetime_isToldAndKept_andTheOverlapShrinksWithIt() {
      simulator.tokenLifetime(Duration.ofSeconds(24));
      JsonNode reply = client.stableToken();
      assertThat(expiresIn(reply)).isEqualTo(24);
      time.pass(Duration.ofSeconds(22));
      assertThat(client.token()).isEqualTo(value(reply));
      time.pass(Duration.ofSeconds(1));
      assertThat(client.token()).isNotEqualTo(value(reply));
      time.pass(Duration.ofSeconds(1));
      assertThat(templateErrcode(value(reply))).isEqualTo(42001);
    }

    @Test
    void lifetimeOutOfRange_isRefused() {
      assertThatThrownBy(() -> simulator.tokenLifetime(Duration.ofSeconds(7201)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a token lives between one second and 7200 s, but was given PT2H1S");
    }

    @Test
    void announcedLifetime_mayLieAboutAGoodToken() {
      simulator.onToken().once().expiresIn(-1);
      JsonNode reply = client.stableToken();
      assertThat(expiresIn(reply)).isEqualTo(-1);
      assertThat(templateErrcode(value(reply))).isZero();
      assertThat(expiresIn(client.stableToken())).isEqualTo(7200);
    }

    @Test
    void scriptedToken_isGoodForAsLongAsItSays() {
      simulator.onToken().once().answer(WeChatReply.token("T1", 345));
      assertThat(client.stableToken()).hasToString("{\"access_token\":\"T1\",\"expires_in\":345}");
      time.pass(Duration.ofSeconds(345).minus(TICK));
      assertThat(templateErrcode("T1")).isZero();
      time.pass(TICK);
      assertThat(templateErrcode("T1")).isEqualTo(42001);
    }

    @Test
    void brokenTokenAnswers_canBeScripted() {
      List<String> broken =
          List.of("{}", "", "{\"access_token\":\"\"}", "{\"access_token\":\"x\"}", "null");
      for (String text : broken) {
        simulator.onToken().once().answer(WeChatReply.json(text));
        assertThat(client.post("/cgi-bin/stable_token", "{}").body()).isEqualTo(text);
      }
      assertThatThrownBy(() -> WeChatReply.token("", 1))
          .hasMessage("a token must not be empty; to answer one without a value use json(...)");
    }
  }
}
