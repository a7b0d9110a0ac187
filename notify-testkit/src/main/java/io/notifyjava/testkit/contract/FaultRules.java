package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.SentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Message;
import io.notifyjava.result.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What it means when the exchange breaks, or when the answer is none. */
abstract class FaultRules<M extends Message> extends Rules<M> {

  @Test
  @DisplayName("a refused connection is Rejected for now: nothing was sent")
  void refusedConnection() throws Exception {
    try (Nobody.Refusing nobody = new Nobody.Refusing()) {
      bench().moveTo(nobody.like(bench().fixture().baseUrl()));

      assertThat(bench().send()).isRejected().isRetryable();
    }
  }

  @Test
  @DisplayName("a connection that is refused once a message has gone through is Rejected for now")
  void lostServer() {
    try (Relay relay = new Relay(bench().fixture().baseUrl())) {
      bench().moveTo(relay.address());
      bench().server(ServerMood.ACCEPTS);
      assertThat(bench().send()).isAccepted();
      relay.hangUp();
      // May still meet the connection that was kept, and then nobody can tell.
      assertThat(bench().send().result().outcome()).isNotEqualTo(Outcome.ACCEPTED);

      assertThat(bench().send()).isRejected().isRetryable();
      assertThat(bench().sends()).as("messages that the server read").isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a cut in the TLS handshake is Rejected for now: nothing was sent")
  void cutHandshake() throws Exception {
    try (Nobody.HandshakeCutter nobody = new Nobody.HandshakeCutter()) {
      ProviderFixture<M> fixture = bench().fixture();
      bench().moveTo(nobody.like(fixture.baseUrl(), fixture.tlsScheme()));

      assertThat(bench().send()).isRejected().isRetryable();
    }
  }

  @Test
  @DisplayName("a reset before the server reads is Rejected for now, or Unknown if bytes had left")
  void resetAtAccept() {
    bench().server(ServerMood.RESETS_AT_ACCEPT);
    Sent sent = bench().send();

    if (sent.result().outcome() == Outcome.REJECTED) {
      assertThat(sent).isRetryable();
    } else {
      assertThat(sent).isUnknown();
    }
    assertThat(bench().sends()).as("messages that the server read").isZero();
  }

  @Test
  @DisplayName("a reset after the request is Unknown, and nothing is sent again")
  void resetAfterRequest() {
    assertUnknown(ServerMood.RESETS_AFTER_REQUEST);
  }

  @Test
  @DisplayName(
      "a server that ends its side without an answer is Unknown, and nothing is sent again")
  void halfClosed() {
    assertUnknown(ServerMood.HALF_CLOSES);
  }

  @Test
  @DisplayName("an answer that is not the protocol is Unknown")
  void garbage() {
    assertUnknown(ServerMood.GARBAGE);
  }

  @Test
  @DisplayName("a page of HTML is Unknown")
  void htmlPage() {
    assertUnknown(ServerMood.HTML_PAGE);
  }

  @Test
  @DisplayName("success without a body is Unknown")
  void emptyBody() {
    assertUnknown(ServerMood.EMPTY_BODY);
  }

  @Test
  @DisplayName("success with an empty object is Unknown")
  void emptyObject() {
    assertUnknown(ServerMood.EMPTY_OBJECT);
  }

  @Test
  @DisplayName("half a yes is Unknown")
  void truncated() {
    assertUnknown(ServerMood.TRUNCATED);
  }

  @Test
  @DisplayName(
      "a server error with a page is Unknown; Rejected for now where the protocol says that it was"
          + " not taken")
  void serverError() {
    if (!bench().fixture().serverErrorSaysNotSent()) {
      assertUnknown(ServerMood.SERVER_ERROR);
      return;
    }
    bench().server(ServerMood.SERVER_ERROR);

    assertThat(bench().send()).isRejected().isRetryable();
    assertThat(bench().sends()).as("requests for one message").isEqualTo(1);
  }

  @Test
  @DisplayName("one broken call does not spoil the next")
  void recovers() {
    bench().server(ServerMood.RESETS_AFTER_REQUEST);
    bench().send();
    bench().server(ServerMood.ACCEPTS);

    assertThat(bench().send()).isAccepted();
    assertThat(bench().sends()).as("requests for one message").isEqualTo(1);
  }

  private void assertUnknown(ServerMood mood) {
    bench().server(mood);

    assertThat(bench().send()).isUnknown();
    assertThat(bench().sends()).as("requests for one message").isEqualTo(1);
  }
}
