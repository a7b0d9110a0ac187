package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConnectionReuseTest {

  private static final int THREADS = 200;
  private static final int CALLS = 20;
  private static final HttpCall POST =
      HttpCall.post("/send").json("{\"touser\":\"x\"}".getBytes(StandardCharsets.UTF_8));

  @Test
  void connections_areAsManyAsThreadsAndAreUsedAgain() throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  while (c.readRequest()) {
                    c.answer("{\"errcode\":0}");
                  }
                });
        HttpExchange exchange =
            HttpExchange.builder().baseUrl(server.url()).allowPlainHttp(true).build()) {
      ExecutorService executor = Executors.newFixedThreadPool(THREADS);
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(
            executor.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  int answered = 0;
                  for (int call = 0; call < CALLS; call++) {
                    HttpOutcome outcome = exchange.execute(POST, Duration.ofSeconds(20));
                    answered += outcome instanceof HttpAnswer ? 1 : 0;
                  }
                  return answered;
                }));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(CALLS);
      }
      executor.shutdown();

      assertThat(server.requests()).hasSize(THREADS * CALLS);
      assertThat(server.connections()).isLessThanOrEqualTo(THREADS);
    }
  }
}
