package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.smtp.SmtpCommand;
import io.notifyjava.testkit.smtp.SmtpFault;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.wire.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PoolTest extends SimulatorTestBase {

  @Test
  void manyThreads_shareAsManyConnectionsAsAllowed() throws Exception {
    SmtpSimulator simulator =
        start(SmtpSimulator.builder().latency(Latency.fixed(Duration.ofMillis(2))));
    var provider = provider(plain(simulator).maxConnections(4));

    List<SendResult> results = inThreads(32, 10, provider);

    assertThat(results).hasSize(320).allMatch(SendResult::isAccepted);
    assertThat(simulator.counts().mails()).isEqualTo(320);
    assertThat(simulator.counts().duplicates()).isZero();
    assertThat(simulator.counts().violations()).isZero();
    assertThat(simulator.counts().mostConnections()).isLessThanOrEqualTo(4);
    assertThat(simulator.counts().connections()).isLessThanOrEqualTo(4);
  }

  private static List<SendResult> inThreads(int threads, int each, Provider<MailMessage> provider)
      throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      return inThreads(executor, threads, each, provider);
    } finally {
      executor.shutdownNow();
    }
  }

  private static List<SendResult> inThreads(
      ExecutorService executor, int threads, int each, Provider<MailMessage> provider)
      throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Future<List<SendResult>>> futures = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      futures.add(
          executor.submit(
              () -> {
                go.await();
                List<SendResult> results = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  String id = "m-" + thread + "-" + i;
                  results.add(
                      provider.send(
                          mail(id + "@example.net").build(), new SendContext(id, 1, LIMIT, false)));
                }
                return results;
              }));
    }
    go.countDown();
    List<SendResult> all = new ArrayList<>();
    for (Future<List<SendResult>> future : futures) {
      all.addAll(future.get(20, TimeUnit.SECONDS));
    }
    return all;
  }

  @Test
  void virtualThreads_workAsWell() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21, "Virtual threads came with 21");
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    var provider = provider(plain(simulator).maxConnections(4));
    ExecutorService executor =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try {
      assertThat(inThreads(executor, 200, 2, provider))
          .hasSize(400)
          .allMatch(SendResult::isAccepted);
    } finally {
      executor.shutdownNow();
    }
    assertThat(simulator.counts().mostConnections()).isLessThanOrEqualTo(4);
  }

  @Test
  void noFreeConnection_isRejectedAtTheTimeLimit() throws Exception {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    simulator.onEnd().first(1).fault(SmtpFault.SILENCE);
    var provider = provider(plain(simulator).maxConnections(1));
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<SendResult> first =
          executor.submit(() -> provider.send(mail("a@x.org").build(), context(LIMIT)));
      while (simulator.counts().ends() == 0) {
        Thread.onSpinWait();
      }
      SendResult second = provider.send(mail("b@x.org").build(), context(Duration.ofMillis(300)));

      assertThat(second.failure().orElseThrow().reason()).isEqualTo(FailureReason.OVERLOADED);
      assertThat(second.failure().orElseThrow().text())
          .contains("all 1 connections were busy until the time limit; raise max-connections");
      simulator.dropConnections();
      assertThat(first.get(10, TimeUnit.SECONDS).isAccepted()).isFalse();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void idleConnection_isClosedWithAGoodbye() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    var provider = provider(plain(simulator).idleTimeout(Duration.ofMillis(100)));
    provider.send(mail("a@x.org").build(), context(LIMIT));

    await(() -> simulator.counts().openNow() == 0);

    assertThat(simulator.counts().commands(SmtpCommand.QUIT)).isEqualTo(1);
    assertThat(provider.send(mail("b@x.org").build(), context(LIMIT)).isAccepted()).isTrue();
    assertThat(simulator.counts().connections()).isEqualTo(2);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void connectionThatWasSilentForLong_isAskedFirst() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    var provider = provider(plain(simulator).checkAfter(Duration.ofMillis(1)));
    provider.send(mail("a@x.org").build(), context(LIMIT));
    long quiet = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    await(() -> System.nanoTime() > quiet);

    provider.send(mail("b@x.org").build(), context(LIMIT));

    assertThat(simulator.counts().commands(SmtpCommand.NOOP)).isEqualTo(1);
    assertThat(simulator.counts().connections()).isEqualTo(1);
  }

  @Test
  void serverThatDroppedEveryIdleConnection_costsNobodyAMail() throws Exception {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    var provider = provider(plain(simulator));
    for (int round = 0; round < 5; round++) {
      assertThat(inThreads(8, 1, provider)).allMatch(SendResult::isAccepted);
      simulator.dropConnections();
    }
    assertThat(simulator.counts().mails()).isEqualTo(40);
  }

  @Test
  void connection_isClosedAfterSoManyMails() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    var provider = provider(plain(simulator).maxMailsPerConnection(3));
    for (int i = 0; i < 7; i++) {
      provider.send(mail("r" + i + "@x.org").build(), context(LIMIT));
    }
    assertThat(simulator.counts().connections()).isEqualTo(3);
  }

  @Test
  void closedAccount_sendsNothing() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    var provider = provider(plain(simulator));
    provider.send(mail("a@x.org").build(), context(LIMIT));
    provider.close();

    await(() -> simulator.counts().openNow() == 0);
    assertThat(provider.send(mail("b@x.org").build(), context(LIMIT)).isAccepted()).isFalse();
    assertThat(simulator.counts().mails()).isEqualTo(1);
  }

  @Test
  void slowServer_cutsNoMailOfARowAtItsDot_andGetsThemOneByOneAfterwards() {
    SmtpSimulator simulator = start(SmtpSimulator.builder());
    simulator.onEnd().delay(Duration.ofMillis(300));
    var provider = provider(plain(simulator).maxMailsInARow(20));
    List<MailMessage> row =
        IntStream.range(0, 20).mapToObj(i -> mail("r" + i + "@x.org").build()).toList();
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();
    assertThat(provider.bulkKey(row.get(0))).isPresent();

    List<SendResult> results =
        provider.sendAll(row, new SendContext("m0", ids, 1, Duration.ofSeconds(2), false));

    assertThat(results).noneMatch(result -> result instanceof Unknown);
    long accepted = results.stream().filter(SendResult::isAccepted).count();
    assertThat(accepted).isBetween(2L, 6L).isEqualTo(simulator.counts().mails());
    assertThat(results.get(19).failure().orElseThrow().code()).isEqualTo("row-too-slow");
    assertThat(results.get(19).failure().orElseThrow().retryable()).isTrue();
    assertThat(provider.bulkKey(row.get(0))).isEmpty();

    simulator.clearRules();
    for (int i = 0; i < 60; i++) {
      provider.send(mail("s" + i + "@x.org").build(), context(LIMIT));
    }
    assertThat(provider.bulkKey(row.get(0))).isPresent();
  }

  @Test
  void batch_handsEachMailOverOnce() {
    SmtpSimulator simulator = start(SmtpSimulator.builder().maxMailsPerConnection(30));
    simulator.onRecipient().every(10).answer(550, "5.1.1 nobody");
    try (Notifier notifier =
        Notifier.builder().provider("mail", plain(simulator).maxConnections(4).build()).build()) {
      BatchReport report =
          notifier
              .batch(
                  IntStream.range(0, 2_000)
                      .<Message>mapToObj(i -> mail("r" + i + "@example.net").build()),
                  BatchOptions.builder().concurrency(8).build())
              .join();

      assertThat(report.accepted()).isEqualTo(1_800);
      assertThat(simulator.counts().mails()).isEqualTo(1_800);
      assertThat(simulator.counts().duplicates()).isZero();
      assertThat(simulator.counts().violations()).isZero();
      assertThat(simulator.counts().mostConnections()).isLessThanOrEqualTo(4);
    }
  }
}
