package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TypingTest extends SimulatorTestBase {

  private int typing(String openId, String command) {
    String path = "/cgi-bin/message/custom/typing?access_token=" + client.token();
    String body = "{\"touser\":\"" + openId + "\",\"command\":\"" + command + "\"}";
    return errcode(SimClient.json(client.post(path, body)));
  }

  @Test
  void typing_isShownForFifteenSeconds_andNotTwiceMeanwhile() {
    assertThat(typing(OPEN_ID, "Typing")).isZero();
    assertThat(typing(OPEN_ID, "Typing")).isEqualTo(45081);
    assertThat(typing("oSomebodyElse", "Typing")).isZero();
    time.pass(Duration.ofSeconds(15).minusNanos(1));
    assertThat(typing(OPEN_ID, "Typing")).isEqualTo(45081);
    time.pass(Duration.ofNanos(1));
    assertThat(typing(OPEN_ID, "Typing")).isZero();
  }

  @Test
  void typing_endsWithItsCancellation_orWithAMessage() {
    assertThat(typing(OPEN_ID, "Typing")).isZero();
    assertThat(typing(OPEN_ID, "CancelTyping")).isZero();
    assertThat(typing(OPEN_ID, "Typing")).isZero();
    assertThat(errcode(client.text(client.token(), OPEN_ID, "hi"))).isZero();
    assertThat(typing(OPEN_ID, "Typing")).isZero();
    assertThat(typing(OPEN_ID, "CancelTyping")).isZero();
    assertThat(typing(OPEN_ID, "CancelTyping")).as("nothing to cancel").isZero();
  }

  @Test
  void command_isOneOfTwo() {
    assertThat(typing(OPEN_ID, "typing")).isEqualTo(45072);
    assertThat(typing(OPEN_ID, "")).isEqualTo(45072);
    assertThat(typing("no", "Typing")).isEqualTo(40003);
  }

  @Test
  void namedPerson_mustHaveExchangedAMessageWithinThirtySeconds() {
    simulator.openWindow(OPEN_ID);
    time.pass(Duration.ofSeconds(30));
    assertThat(typing(OPEN_ID, "Typing")).isZero();
    time.pass(Duration.ofNanos(1));
    assertThat(typing(OPEN_ID, "CancelTyping")).isEqualTo(45080);
    assertThat(errcode(client.text(client.token(), OPEN_ID, "hi"))).isZero();
    assertThat(typing(OPEN_ID, "Typing")).isZero();
  }

  @Test
  void closedWindowOrLostFollower_isNotTypedTo() {
    simulator.closeWindow(OPEN_ID);
    assertThat(typing(OPEN_ID, "Typing")).isEqualTo(45015);
    simulator.follower("oBlacklisted", Follower.BLACKLISTED);
    assertThat(typing("oBlacklisted", "Typing")).isEqualTo(43019);
    simulator.reset();
    assertThat(typing(OPEN_ID, "Typing")).isZero();
    simulator.reset();
    assertThat(typing(OPEN_ID, "Typing")).as("forgotten too").isZero();
  }

  @Test
  void ofManyCallsAtOnce_exactlyOneShowsIt() throws Exception {
    String token = client.token();
    String path = "/cgi-bin/message/custom/typing?access_token=" + token;
    String body = "{\"touser\":\"" + OPEN_ID + "\",\"command\":\"Typing\"}";
    Callable<Integer> call = () -> errcode(SimClient.json(client.post(path, body)));
    long shown = Together.run(32, 1, call).stream().filter(code -> code == 0).count();
    assertThat(shown).isEqualTo(1);
    assertThat(simulator.counts().errors(45081)).isEqualTo(31);
    assertThat(simulator.counts().calls(WeChatApi.TYPING)).isEqualTo(32);
  }
}
