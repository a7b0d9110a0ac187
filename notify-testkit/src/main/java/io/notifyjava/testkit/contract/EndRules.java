package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.SentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.notifyjava.message.Message;
import io.notifyjava.spi.Provider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a provider that is closed. */
abstract class EndRules<M extends Message> extends Rules<M> {

  @Test
  @DisplayName("close may be called again, before and after a message was sent")
  void closeAgain() {
    bench().server(ServerMood.ACCEPTS);
    bench().send();
    Provider<M> unused = bench().providerAt(bench().fixture().baseUrl());

    assertThatCode(
            () -> {
              bench().provider().close();
              bench().provider().close();
              unused.close();
              unused.close();
            })
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("a message after close is Rejected, not an exception, and nothing is sent")
  void sendAfterClose() {
    bench().server(ServerMood.ACCEPTS);
    bench().send();
    bench().server(ServerMood.ACCEPTS);
    bench().provider().close();

    assertThat(bench().send()).isRejected();
    assertThat(bench().sends()).as("messages that the server read").isZero();
  }
}
