package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests of one contract work with: a provider, its vendor's server and counters. */
final class Bench<M extends Message> implements AutoCloseable {

  /** Time enough for everything that is expected to succeed. */
  static final Duration PATIENT = Duration.ofSeconds(10);

  private static final long PAUSE_NANOS = 1_000_000;

  // A real ticker: the contract is about real servers and real time.
  private final LongSupplier ticker = System::nanoTime;
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger messageIds = new AtomicInteger();
  private final List<Provider<M>> providers = new ArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool(Bench::daemon);
  private final ProviderFixture<M> fixture;
  private @Nullable Provider<M> provider;
  private int sendsBefore;
  private int tokenCallsBefore;

  Bench(ProviderFixture<M> fixture) {
    this.fixture = fixture;
  }

  ProviderFixture<M> fixture() {
    return fixture;
  }

  ManualClock clock() {
    return clock;
  }

  /** Returns the provider that talks to the fake server. */
  Provider<M> provider() {
    Provider<M> known = provider;
    if (known == null) {
      known = providerAt(fixture.baseUrl());
      provider = known;
    }
    return known;
  }

  /** Builds a provider that talks to another address. */
  Provider<M> providerAt(URI baseUrl) {
    @SuppressWarnings("unchecked") // what the fixture promises
    Provider<M> built =
        (Provider<M>)
            fixture.provider(
                TestProviderContext.builder()
                    .account("contract")
                    .clock(clock)
                    .ticker(ticker)
                    .executor(executor)
                    .build(),
                baseUrl);
    providers.add(built);
    return built;
  }

  /** Uses a provider at another address from now on. */
  void moveTo(URI baseUrl) {
    provider = providerAt(baseUrl);
  }

  /**
   * Puts the server into a mood and counts from zero; ends the test if the vendor has none such.
   */
  void server(ServerMood mood) {
    assumeFalse(
        fixture.without().contains(mood), () -> "This vendor's server never is " + mood + ".");
    fixture.server(mood);
    sendsBefore = fixture.sends();
    tokenCallsBefore = fixture.tokenCalls();
  }

  /** Returns how many messages have reached the server in its present mood. */
  int sends() {
    return fixture.sends() - sendsBefore;
  }

  /** Returns how many calls for a token have reached the server in its present mood. */
  int tokenCalls() {
    return fixture.tokenCalls() - tokenCallsBefore;
  }

  /**
   * Sends one message through another provider, so that loading classes and the like does not count
   * as time of the call that a test measures.
   */
  void warmUp() {
    fixture.server(ServerMood.ACCEPTS);
    Provider<M> other = providerAt(fixture.baseUrl());
    Sending.start(
            other,
            fixture.plainMessage(),
            context(PATIENT, false),
            ticker,
            new CountDownLatch(0),
            false)
        .ended();
  }

  /** Sends the plain message, in time enough. */
  Sent send() {
    return send(PATIENT);
  }

  Sent send(Duration limit) {
    return start(limit).ended();
  }

  Sent send(M message, boolean resend) {
    return start(message, context(PATIENT, resend), new CountDownLatch(0), false).ended();
  }

  /** Sends messages in one call. */
  List<SendResult> sendAll(List<M> messages, Duration limit) {
    Future<List<SendResult>> call =
        executor.submit(() -> provider().sendAll(messages, context(messages.size(), limit)));
    try {
      return call.get(limit.plus(PATIENT).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException thrown) {
      throw new AssertionError(
          "Expected sendAll to return results, but it threw " + thrown.getCause(),
          thrown.getCause());
    } catch (TimeoutException never) {
      throw new AssertionError(
          "Expected sendAll to return within " + limit + ", but it was still running", never);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test itself was interrupted", interrupted);
    }
  }

  Sent sendInterrupted(Duration limit) {
    SendContext context = context(limit, false);
    return start(fixture.plainMessage(), context, new CountDownLatch(0), true).ended();
  }

  Sending start(Duration limit) {
    SendContext context = context(limit, false);
    return start(fixture.plainMessage(), context, new CountDownLatch(0), false);
  }

  /** Sends the plain message from so many threads at once. */
  List<Sent> sendTogether(int threads) {
    CountDownLatch start = new CountDownLatch(1);
    provider();
    List<Sending> sendings =
        IntStream.range(0, threads)
            .mapToObj(i -> start(fixture.plainMessage(), context(PATIENT, false), start, false))
            .toList();
    start.countDown();
    return sendings.stream().map(Sending::ended).toList();
  }

  /** Waits until the server has read a message. */
  void awaitArrival() {
    assertThat(holdsWithin(PATIENT, () -> sends() > 0))
        .as("the message reaches the server within %s", PATIENT)
        .isTrue();
  }

  private boolean holdsWithin(Duration time, BooleanSupplier condition) {
    long end = ticker.getAsLong() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (ticker.getAsLong() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  private Sending start(M message, SendContext context, CountDownLatch start, boolean interrupted) {
    return Sending.start(provider(), message, context, ticker, start, interrupted);
  }

  private SendContext context(Duration limit, boolean resend) {
    return new SendContext(nextId(), resend ? 2 : 1, limit, resend);
  }

  private SendContext context(int messages, Duration limit) {
    List<String> ids = Stream.generate(this::nextId).limit(messages).toList();
    return new SendContext(ids.get(0), ids, 1, limit, false);
  }

  private String nextId() {
    return "contract-" + messageIds.incrementAndGet();
  }

  @Override
  public void close() {
    try {
      providers.forEach(Provider::close);
    } finally {
      executor.shutdownNow();
      fixture.close();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "contract-executor");
    thread.setDaemon(true);
    return thread;
  }
}
