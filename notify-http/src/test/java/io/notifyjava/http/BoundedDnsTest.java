package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resolver that hangs, fails or changes its mind. */
class BoundedDnsTest {

  private static final HttpCall POST = HttpCall.post("/send").json(new byte[] {'{', '}'});

  /** Far beyond the limit that must strike. */
  private static final Duration LONG = Duration.ofMinutes(2);

  /** For what must come to an end soon, however busy the machine is. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private final CountDownLatch release = new CountDownLatch(1);
  private FaultServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        FaultServer.start(
            c -> {
              while (c.readRequest()) {
                c.answer("{}");
              }
            });
  }

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    server.close();
  }

  @Test
  void hangingResolver_endsWithTheConnectTimeout() {
    try (HttpExchange exchange = exchange(this::hang, Duration.ofMillis(200))) {
      long start = System.nanoTime();
      Failure failure = notSent(exchange.execute(POST, LONG));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(failure.code()).isEqualTo("dns-timeout");
      assertThat(failure.text())
          .isEqualTo(
              "POST /send at host.test: no address in time; check the resolver of this machine");
    }
  }

  @Test
  void hangingResolver_endsWithTheTimeLimitIfThatIsShorter() {
    try (HttpExchange exchange = exchange(this::hang, LONG)) {
      long start = System.nanoTime();
      Failure failure = notSent(exchange.execute(POST, Duration.ofMillis(200)));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @Test
  void hangingResolver_isLeftAtOnceOnInterrupt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (HttpExchange exchange =
        exchange(
            host -> {
              asked.countDown();
              return hang(host);
            },
            LONG)) {
      AtomicReference<HttpOutcome> outcome = new AtomicReference<>();
      Thread caller = new Thread(() -> outcome.set(exchange.execute(POST, LONG)));
      caller.start();
      asked.await();
      caller.interrupt();
      caller.join();

      assertThat(notSent(outcome.get()).reason()).isEqualTo(FailureReason.CANCELLED);
    }
  }

  @Test
  void callsForOneHost_shareOneLookup() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(20);
    try (HttpExchange exchange =
        exchange(
            host -> {
              lookups.incrementAndGet();
              return hang(host);
            },
            Duration.ofMillis(300))) {
      List<Future<HttpOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        outcomes.add(callers.submit(() -> exchange.execute(POST, LONG)));
      }
      for (Future<HttpOutcome> outcome : outcomes) {
        assertThat(notSent(outcome.get()).code()).isEqualTo("dns-timeout");
      }
      assertThat(lookups).hasValue(1);
    }
    callers.shutdown();
  }

  @Test
  void changedAddress_isFollowedOnTheNextConnection() throws Exception {
    AtomicReference<String> address = new AtomicReference<>("127.0.0.2");
    try (HttpExchange exchange =
        exchange(host -> List.of(InetAddress.getByName(address.get())), LONG)) {
      assertThat(exchange.execute(POST, LONG)).isInstanceOf(HttpNotSent.class);
      address.set("127.0.0.1");
      assertThat(exchange.execute(POST, LONG)).isInstanceOf(HttpAnswer.class);
    }
  }

  @Test
  void severalAddresses_areTriedUntilOneConnects() {
    try (HttpExchange exchange =
        exchange(
            host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")),
            LONG)) {
      assertThat(exchange.execute(POST, LONG)).isInstanceOf(HttpAnswer.class);
    }
  }

  @Test
  void unknownHost_isNotSentAndMayPass() {
    try (HttpExchange exchange =
        exchange(
            host -> {
              throw new UnknownHostException(host);
            },
            LONG)) {
      Failure failure = notSent(exchange.execute(POST, LONG));

      assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
      assertThat(failure.code()).isEqualTo("dns");
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void resolverWithABug_isNotSent() {
    try (HttpExchange exchange =
        exchange(
            host -> {
              throw new IllegalStateException("bug");
            },
            LONG)) {
      assertThat(notSent(exchange.execute(POST, LONG)).code()).isEqualTo("dns");
    }
  }

  private List<InetAddress> hang(String host) throws UnknownHostException {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }

  private static Failure notSent(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(HttpNotSent.class);
    return ((HttpNotSent) outcome).failure();
  }

  private HttpExchange exchange(Dns dns, Duration connectTimeout) {
    return HttpExchange.builder()
        .baseUrl(server.url().replace("127.0.0.1", "host.test"))
        .allowPlainHttp(true)
        .connectTimeout(connectTimeout)
        .httpClient(new OkHttpClient.Builder().dns(dns).build())
        .build();
  }
}
