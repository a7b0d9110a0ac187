package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** What the server says while nobody asks must never pass for an answer. */
class StaleConnectionTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpCall POST = HttpCall.post("/send").json(new byte[] {'{', '}'});
  private static final String ACCEPTED =
      "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"errcode\":0}";

  @Test
  void answerToAnIdleConnection_isNotTakenForTheNextRequests() throws Exception {
    CountDownLatch idle = new CountDownLatch(1);
    CountDownLatch spoken = new CountDownLatch(1);
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  while (c.readRequest()) {
                    c.answer("{}");
                    idle.await();
                    if (spoken.getCount() > 0) {
                      c.write("HTTP/1.1 408 Request Time-out\r\nContent-Length: 0\r\n\r\n");
                      spoken.countDown();
                    }
                  }
                });
        HttpExchange exchange = exchange(server)) {
      exchange.execute(POST, LIMIT);
      idle.countDown();
      spoken.await();
      HttpAnswer second = (HttpAnswer) exchange.execute(POST, LIMIT);

      assertThat(second.status()).isEqualTo(200);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void doubledAnswer_isNotTakenForTheNextRequests() throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  while (c.readRequest()) {
                    c.write(ACCEPTED + ACCEPTED);
                  }
                });
        HttpExchange exchange = exchange(server)) {
      assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
      Failure failure = ((HttpMaybeSent) exchange.execute(POST, LIMIT)).failure();

      assertThat(failure.reason()).isEqualTo(FailureReason.PROTOCOL);
      assertThat(failure.code()).isEqualTo("framing");
    }
  }

  @Test
  void tlsConnectionThatWasClosedWhileIdle_costsNoMessage() throws Exception {
    HeldCertificate identity =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    HandshakeCertificates keys =
        new HandshakeCertificates.Builder().heldCertificate(identity).build();
    try (FaultServer server =
            FaultServer.startTls(
                keys.sslContext(),
                c -> {
                  c.readRequest();
                  c.answer("{}");
                });
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .trustedCertificates(List.of(identity.certificate()))
                .build()) {
      for (int call = 1; call <= 5; call++) {
        assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
        await().until(() -> server.openConnections() == 0);
      }
      assertThat(server.requests()).hasSize(5);
      assertThat(server.connections()).isEqualTo(5);
    }
  }

  @Test
  void tlsConnection_isUsedAgain() throws Exception {
    HeldCertificate identity =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    HandshakeCertificates keys =
        new HandshakeCertificates.Builder().heldCertificate(identity).build();
    try (FaultServer server =
            FaultServer.startTls(
                keys.sslContext(),
                c -> {
                  while (c.readRequest()) {
                    c.answer("{}");
                  }
                });
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .trustedCertificates(List.of(identity.certificate()))
                .build()) {
      for (int call = 1; call <= 20; call++) {
        assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void clientOfTheCallersOwn_isGuardedToo() throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  while (c.readRequest()) {
                    c.write(ACCEPTED + ACCEPTED);
                  }
                });
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .httpClient(new OkHttpClient())
                .build()) {
      assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
      assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpMaybeSent.class);
    }
  }

  private static HttpExchange exchange(FaultServer server) {
    return HttpExchange.builder().baseUrl(server.url()).allowPlainHttp(true).build();
  }
}
