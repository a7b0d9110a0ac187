package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** Each call has a lane of its own; all promises about connections hold for all lanes together. */
class LanesTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final HttpCall POST =
      HttpCall.post("/send").json("{\"touser\":\"x\"}".getBytes(StandardCharsets.UTF_8));

  private final Lanes lanes = new Lanes(new OkHttpClient(), 2, 60_000);

  @Test
  void laneThatWasUsedLast_isUsedNext() {
    OkHttpClient first = lanes.take();
    OkHttpClient second = lanes.take();
    lanes.give(first);
    lanes.give(second);

    assertThat(lanes.take()).isSameAs(second);
    assertThat(lanes.take()).isSameAs(first);
  }

  @Test
  void lanes_haveTheSettingsOfTheTemplateButPoolAndDispatcherOfTheirOwn() {
    OkHttpClient template =
        new OkHttpClient.Builder()
            .readTimeout(Duration.ofSeconds(7))
            .retryOnConnectionFailure(false)
            .build();
    Lanes own = new Lanes(template, 2, 60_000);
    OkHttpClient one = own.take();
    OkHttpClient other = own.take();

    assertThat(one.readTimeoutMillis()).isEqualTo(7_000);
    assertThat(one.retryOnConnectionFailure()).isFalse();
    assertThat(one.connectionPool())
        .isNotSameAs(other.connectionPool())
        .isNotSameAs(template.connectionPool());
    assertThat(one.dispatcher()).isNotSameAs(other.dispatcher()).isNotSameAs(template.dispatcher());
  }

  @Test
  void restingLanes_areNoMoreThanIdleConnectionsMayBe() {
    List<OkHttpClient> taken = List.of(lanes.take(), lanes.take(), lanes.take());
    taken.forEach(lanes::give);

    assertThat(lanes.resting()).isEqualTo(2);
  }

  @Test
  void closedLanes_restNoMore() {
    OkHttpClient underWay = lanes.take();
    lanes.give(lanes.take());
    lanes.close();
    assertThat(lanes.resting()).isZero();
    lanes.give(underWay);

    assertThat(lanes.resting()).isZero();
  }

  @Test
  void idleConnections_areBoundedOverAllLanes() throws Exception {
    int calls = 10;
    CountDownLatch allThere = new CountDownLatch(calls);
    try (FaultServer server = meetingServer(allThere);
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .maxIdleConnections(3)
                .build()) {
      callAtOnce(exchange, calls);

      assertThat(server.connections()).isEqualTo(calls);
      await().until(() -> server.openConnections() == 3);
    }
  }

  @Test
  void noIdleConnectionsAllowed_everyCallClosesItsOwn() throws Exception {
    try (FaultServer server = meetingServer(new CountDownLatch(0));
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .maxIdleConnections(0)
                .build()) {
      for (int call = 0; call < 3; call++) {
        assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
        await().until(() -> server.openConnections() == 0);
      }
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void idleConnections_ofAllLanesAreClosedWhenTheyAreOld() throws Exception {
    int calls = 5;
    try (FaultServer server = meetingServer(new CountDownLatch(calls));
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .keepAlive(Duration.ofMillis(50))
                .build()) {
      callAtOnce(exchange, calls);

      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void closedExchange_letsGoOfTheConnectionsOfAllLanes() throws Exception {
    int calls = 5;
    try (FaultServer server = meetingServer(new CountDownLatch(calls))) {
      HttpExchange exchange =
          HttpExchange.builder().baseUrl(server.url()).allowPlainHttp(true).build();
      callAtOnce(exchange, calls);
      assertThat(server.openConnections()).isEqualTo(calls);
      exchange.close();

      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void givenClient_keepsItsOwnPool() throws Exception {
    OkHttpClient client = new OkHttpClient();
    int calls = 3;
    try (FaultServer server = meetingServer(new CountDownLatch(calls));
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .httpClient(client)
                .build()) {
      callAtOnce(exchange, calls);

      assertThat(client.connectionPool().connectionCount()).isEqualTo(calls);
      client.connectionPool().evictAll();
    }
  }

  /** Answers no first request of a connection before all are there, so that each has its own. */
  private static FaultServer meetingServer(CountDownLatch allThere) throws Exception {
    return FaultServer.start(
        c -> {
          while (c.readRequest()) {
            allThere.countDown();
            allThere.await();
            c.answer("{\"errcode\":0}");
          }
        });
  }

  private static void callAtOnce(HttpExchange exchange, int calls) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(calls);
    List<Future<HttpOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      outcomes.add(executor.submit(() -> exchange.execute(POST, LIMIT)));
    }
    for (Future<HttpOutcome> outcome : outcomes) {
      assertThat(outcome.get()).isInstanceOf(HttpAnswer.class);
    }
    executor.shutdown();
  }
}
