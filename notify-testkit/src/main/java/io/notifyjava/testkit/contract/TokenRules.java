package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.SentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How access tokens are got and renewed. */
abstract class TokenRules<M extends Message> extends Rules<M> {

  private static final int THREADS = 32;

  /** Calls for a token that a broken account may cost, however many messages wait for one. */
  private static final int STORM = 3;

  @BeforeEach
  void onlyVendorsWithTokens() {
    assumeFalse(
        bench().fixture().without().containsAll(ServerMood.TOKENS), "This vendor has no tokens.");
  }

  @Test
  @DisplayName("that nobody has yet is fetched once, however many threads need it")
  void firstToken() {
    bench().server(ServerMood.ACCEPTS);
    bench().sendTogether(THREADS).forEach(sent -> assertThat(sent).isAccepted());

    assertThat(bench().tokenCalls()).as("calls for a token").isEqualTo(1);
  }

  @Test
  @DisplayName("that has expired is renewed once under 32 threads, and every message is Accepted")
  void expiredToken() {
    bench().server(ServerMood.ACCEPTS);
    assertThat(bench().send()).isAccepted();
    bench().server(ServerMood.TOKEN_EXPIRED);

    bench().sendTogether(THREADS).forEach(sent -> assertThat(sent).isAccepted());
    assertThat(bench().tokenCalls()).as("calls for a token").isEqualTo(1);
    assertThat(bench().sends())
        .as("requests for %s messages", THREADS)
        .isBetween(THREADS, 2 * THREADS);
  }

  @Test
  @DisplayName("that is refused for ever: one renewal, one more request, then Rejected")
  void refusedToken() {
    bench().server(ServerMood.TOKEN_REFUSED);

    assertThat(bench().send()).isRejected().withReason(FailureReason.AUTHENTICATION);
    assertThat(bench().sends()).as("requests for one message").isLessThanOrEqualTo(2);
    assertThat(bench().tokenCalls()).as("calls for a token").isLessThanOrEqualTo(2);
  }

  @Test
  @DisplayName("that is refused for ever costs no storm of renewals")
  void refusedTokenManyTimes() {
    bench().server(ServerMood.TOKEN_REFUSED);
    for (int message = 0; message < 20; message++) {
      assertThat(bench().send()).isRejected();
    }
    assertThat(bench().tokenCalls())
        .as("calls for a token, for 20 messages")
        .isLessThanOrEqualTo(STORM);
  }

  @Test
  @DisplayName("that cannot be had: Rejected for now, and no message is sent")
  void noToken() {
    bench().server(ServerMood.TOKEN_UNAVAILABLE);

    assertThat(bench().send()).isRejected().isRetryable();
    assertThat(bench().sends()).as("messages that the server read").isZero();
  }

  @Test
  @DisplayName("that cannot be had costs no storm of calls under 32 threads")
  void noTokenForMany() {
    bench().server(ServerMood.TOKEN_UNAVAILABLE);
    bench().sendTogether(THREADS).forEach(sent -> assertThat(sent).isRejected());

    assertThat(bench().tokenCalls())
        .as("calls for a token, for %s messages", THREADS)
        .isLessThanOrEqualTo(STORM);
  }

  @Test
  @DisplayName("that never comes: Rejected in time, for no message was sent")
  void silentToken() {
    bench().warmUp();
    bench().server(ServerMood.TOKEN_SILENT);
    Sent sent = bench().send(TimeRules.LIMIT);

    assertThat(SentAssertions.inTime(sent, TimeRules.LIMIT)).isRejected();
    assertThat(bench().sends()).as("messages that the server read").isZero();
  }
}
