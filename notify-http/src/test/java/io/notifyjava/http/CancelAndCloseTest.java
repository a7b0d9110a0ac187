package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancelAndCloseTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** For what must come to an end soon, however busy the machine is. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final HttpCall POST = HttpCall.post("/send").json(new byte[] {'{', '}'});

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"SILENT_FROM_THE_START", "DRIPPING_HEADERS", "DRIPPING_BODY"})
  void interruptInTheMiddle_endsTheCallEarlyAndKeepsTheFlag(Fault fault) throws Exception {
    CountDownLatch lingering = new CountDownLatch(1);
    try (FaultServer server = FaultServer.start(fault.script).whenLingering(lingering::countDown);
        HttpExchange exchange = exchange(server)) {
      Run run = new Run(exchange);
      lingering.await();
      long start = System.nanoTime();
      run.thread.interrupt();
      run.thread.join();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      assertThat(run.outcome.get()).isInstanceOf(HttpMaybeSent.class);
      Failure failure = ((HttpMaybeSent) run.outcome.get()).failure();
      assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(failure.text()).contains("after the request may have left");
      assertThat(run.flag).isTrue();
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void interruptOfAVirtualThread_endsTheCallEarlyAndKeepsTheFlag() throws Exception {
    try (FaultServer server = FaultServer.start(Fault.SILENT_AFTER_REQUEST.script);
        HttpExchange exchange = exchange(server)) {
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      AtomicReference<HttpOutcome> outcome = new AtomicReference<>();
      Thread thread =
          startVirtually(
              () -> {
                outcome.set(exchange.execute(POST, LONG));
                flag.complete(Thread.currentThread().isInterrupted());
              });
      await().until(() -> !server.requests().isEmpty());
      thread.interrupt();

      assertThat(flag.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(((HttpMaybeSent) outcome.get()).failure().reason())
          .isEqualTo(FailureReason.CANCELLED);
    }
  }

  /** By reflection, since this is compiled for Java 17. */
  private static Thread startVirtually(Runnable work) throws ReflectiveOperationException {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
  }

  @Test
  void interruptWhileConnecting_isNotSent() throws Exception {
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                    caller.join().interrupt();
                  }
                })
            .build();
    // Nobody answers in a TEST-NET (RFC 5737); where the network refuses at once, little is shown.
    try (HttpExchange exchange =
        HttpExchange.builder()
            .baseUrl("https://192.0.2.1")
            .connectTimeout(LONG)
            .httpClient(client)
            .build()) {
      Run run = new Run(exchange);
      caller.complete(run.thread);
      run.thread.join();

      assertThat(run.outcome.get()).isInstanceOf(HttpNotSent.class);
      assertThat(run.flag).isTrue();
    }
  }

  @Test
  void interruptBefore_sendsNothing() throws Exception {
    try (FaultServer server = FaultServer.start(c -> c.readRequest());
        HttpExchange exchange = exchange(server)) {
      Thread.currentThread().interrupt();
      HttpOutcome outcome = exchange.execute(POST, LONG);

      assertThat(Thread.interrupted()).isTrue();
      Failure failure = ((HttpNotSent) outcome).failure();
      assertThat(failure.reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(failure.text())
          .isEqualTo("POST /send at 127.0.0.1: cancelled or interrupted before the request left");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void timeLimitOfZeroOrLess_sendsNothing() throws Exception {
    try (FaultServer server = FaultServer.start(c -> c.readRequest());
        HttpExchange exchange = exchange(server)) {
      for (Duration limit : new Duration[] {Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE)}) {
        Failure failure = ((HttpNotSent) exchange.execute(POST, limit)).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(failure.code()).isEqualTo("time-limit");
      }
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void hugeTimeLimit_isAccepted() throws Exception {
    try (FaultServer server = FaultServer.start(c -> echo(c));
        HttpExchange exchange = exchange(server)) {
      assertThat(exchange.execute(POST, Duration.ofSeconds(Long.MAX_VALUE)))
          .isInstanceOf(HttpAnswer.class);
    }
  }

  @Test
  void closed_refusesCallsAndDropsIdleConnections() throws Exception {
    try (FaultServer server = FaultServer.start(c -> echo(c))) {
      HttpExchange exchange = exchange(server);
      exchange.execute(POST, LONG);
      exchange.close();
      exchange.close();
      Failure failure = ((HttpNotSent) exchange.execute(POST, LONG)).failure();

      assertThat(failure.code()).isEqualTo("closed");
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.text())
          .isEqualTo("POST /send: not sent, since the exchange is closed; build another");
      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void close_letsCallsInFlightEnd() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (FaultServer server =
        FaultServer.start(
            c -> {
              c.readRequest();
              reached.countDown();
              goOn.await();
              c.answer("{}");
              c.awaitEnd();
            })) {
      HttpExchange exchange = exchange(server);
      Run run = new Run(exchange);
      reached.await();
      exchange.close();
      goOn.countDown();
      run.thread.join();

      assertThat(run.outcome.get()).isInstanceOf(HttpAnswer.class);
      await().until(() -> server.openConnections() == 0);
    }
  }

  @Test
  void close_leavesTheGivenClientAlone() throws Exception {
    OkHttpClient client = new OkHttpClient();
    try (FaultServer server = FaultServer.start(c -> echo(c))) {
      HttpExchange exchange =
          HttpExchange.builder()
              .baseUrl(server.url())
              .allowPlainHttp(true)
              .httpClient(client)
              .build();
      exchange.execute(POST, LONG);
      exchange.close();

      assertThat(client.connectionPool().idleConnectionCount()).isEqualTo(1);
      assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
      client.connectionPool().evictAll();
    }
  }

  @Test
  void cancelAllOnTheGivenClient_isCancelled() throws Exception {
    OkHttpClient client = new OkHttpClient();
    CountDownLatch reached = new CountDownLatch(1);
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  reached.countDown();
                  c.stall();
                });
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .httpClient(client)
                .build()) {
      Run run = new Run(exchange);
      reached.await();
      client.dispatcher().cancelAll();
      run.thread.join();

      assertThat(((HttpMaybeSent) run.outcome.get()).failure().reason())
          .isEqualTo(FailureReason.CANCELLED);
      assertThat(run.flag).isFalse();
    }
  }

  private static void echo(FaultServer.Connection connection) throws Exception {
    while (connection.readRequest()) {
      connection.answer("{}");
    }
  }

  private static HttpExchange exchange(FaultServer server) {
    return HttpExchange.builder()
        .baseUrl(server.url())
        .allowPlainHttp(true)
        .readTimeout(LONG)
        .build();
  }

  /** One call on a thread of its own. */
  private static final class Run {
    final AtomicReference<HttpOutcome> outcome = new AtomicReference<>();
    final AtomicBoolean flag = new AtomicBoolean();
    final Thread thread;

    Run(HttpExchange exchange) {
      thread =
          new Thread(
              () -> {
                outcome.set(exchange.execute(POST, LONG));
                flag.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
    }
  }
}
