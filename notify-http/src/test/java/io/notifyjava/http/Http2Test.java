package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a client of the caller's own speaks HTTP/2; what it says about a stream is believed. */
class Http2Test {

  private static final int REFUSED_STREAM = 7;

  /** OkHttp's first stream of a connection. */
  private static final byte FIRST = 3;

  /** Of the headers, and of the stream. */
  private static final byte END_OF_BOTH = 5;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpCall POST = HttpCall.post("/send").json(new byte[] {'{', '}'});

  private final MockWebServer server = new MockWebServer();
  private HttpExchange exchange;

  @BeforeEach
  void start() throws Exception {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.start();
    exchange = exchange(server.url("/").toString());
  }

  @AfterEach
  void stop() {
    exchange.close();
    server.close();
  }

  @Test
  void answer_isRead() {
    server.enqueue(new MockResponse.Builder().body("{}").build());

    assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
  }

  @Test
  void refusedStream_isNotSentAndNotRepeated() {
    server.enqueue(
        new MockResponse.Builder()
            .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
            .build());
    server.enqueue(new MockResponse.Builder().body("{}").build());

    HttpOutcome outcome = exchange.execute(POST, LIMIT);

    assertThat(outcome).isInstanceOf(HttpNotSent.class);
    assertThat(((HttpNotSent) outcome).failure().code()).isEqualTo("refused");
    assertThat(((HttpNotSent) outcome).failure().retryable()).isTrue();
    // The server counts after it has refused.
    await().untilAsserted(() -> assertThat(server.getRequestCount()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 11})
  void streamResetForAnotherReason_isMaybeSent(int errorCode) {
    server.enqueue(
        new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseStream(errorCode))
            .build());
    server.enqueue(new MockResponse.Builder().body("{}").build());

    HttpOutcome outcome = exchange.execute(POST, LIMIT);

    assertThat(outcome).isInstanceOf(HttpMaybeSent.class);
    assertThat(((HttpMaybeSent) outcome).failure().reason()).isEqualTo(FailureReason.UNAVAILABLE);
    await().untilAsserted(() -> assertThat(server.getRequestCount()).isEqualTo(1));
  }

  @Test
  void refusedStreamInTheMiddleOfAnAnswer_isMaybeSent() {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseStream(REFUSED_STREAM))
            .build());

    HttpOutcome outcome = exchange.execute(POST, LIMIT);

    assertThat(outcome).isInstanceOf(HttpMaybeSent.class);
    assertThat(((HttpMaybeSent) outcome).failure().reason())
        .as("it went away; it did not break HTTP")
        .isEqualTo(FailureReason.UNAVAILABLE);
  }

  @Test
  void goAwayBetweenCalls_leavesNoDoubt() throws Exception {
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    byte[] goAwayAfterTheFirst = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, FIRST, 0, 0, 0, 0};
    byte[] status200WithoutBody = {0, 0, 1, 1, END_OF_BOTH, 0, 0, 0, FIRST, (byte) 0x88};
    try (FaultServer leaving =
            FaultServer.start(
                c -> {
                  c.write(settings);
                  c.read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
                  readToTheEndOfStream(c);
                  // The client reads in this order, so it knows before it has the answer.
                  c.write(goAwayAfterTheFirst);
                  c.write(status200WithoutBody);
                  c.awaitEnd();
                });
        HttpExchange toLeaving = exchange(leaving.url())) {
      assertThat(toLeaving.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
      assertThat(toLeaving.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
      assertThat(leaving.connections()).isEqualTo(2);
    }
  }

  private static void readToTheEndOfStream(FaultServer.Connection c) throws Exception {
    boolean ended = false;
    while (!ended) {
      byte[] frame = c.read(9);
      c.read((frame[0] & 0xFF) << 16 | (frame[1] & 0xFF) << 8 | (frame[2] & 0xFF));
      boolean ofStream = frame[3] <= 1; // data or headers; else flag 1 is an acknowledgement
      ended = ofStream && (frame[4] & 1) == 1;
    }
  }

  @Test
  void goAwayBeforeTheRequest_isNotSent() throws Exception {
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    byte[] goAwayWithNothingTaken = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    try (FaultServer leaving =
            FaultServer.start(
                c -> {
                  c.write(settings);
                  c.readRequest(); // the preface ends like the head of a request
                  c.write(goAwayWithNothingTaken);
                  c.awaitEnd();
                });
        HttpExchange toLeaving = exchange(leaving.url())) {
      HttpOutcome outcome = toLeaving.execute(POST, LIMIT);

      assertThat(outcome).isInstanceOf(HttpNotSent.class);
      assertThat(((HttpNotSent) outcome).failure().code()).isEqualTo("refused");
    }
  }

  private static HttpExchange exchange(String url) {
    return HttpExchange.builder()
        .baseUrl(url)
        .allowPlainHttp(true)
        .httpClient(
            new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build())
        .build();
  }
}
