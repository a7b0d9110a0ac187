package io.notifyjava.redis;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenCachePolicy;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenSource;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Grants tokens, counts them, and is asked by nodes whose time the test moves. */
final class Platform implements TokenSource, AutoCloseable {

  static final TokenKey KEY = new TokenKey("api.weixin.qq.com", "wx0123456789abcdef", "f1");
  static final Duration LIFE = Duration.ofHours(2);
  static final Duration PATIENT = Duration.ofSeconds(20);

  /** Longer than a cache leaves a store alone that was down. */
  private static final Duration REST = Duration.ofSeconds(6);

  private final AtomicInteger grants = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @Override
  public Grant fetch(Duration timeLimit) {
    return new Grant("74_granted-" + grants.incrementAndGet(), LIFE);
  }

  int grants() {
    return grants.get();
  }

  /** A process with that store; patient with it, because the machine of a test may be busy. */
  TokenCache node(TokenStore store) {
    return node(store, TokenCachePolicy.builder().storeLimit(Duration.ofSeconds(3)).build());
  }

  TokenCache node(TokenStore store, TokenCachePolicy policy) {
    return TokenCache.builder(KEY, this)
        .store(store)
        .executor(executor)
        .policy(policy)
        .ticker(nanos::get)
        .build();
  }

  /** Lets so much time pass that a store that was down is asked again. */
  void letStoreRest() {
    nanos.addAndGet(REST.toNanos());
  }

  /** The platform refuses a token that it had accepted before, as after a foreign renewal. */
  static void kill(TokenCache node) {
    AccessToken used = node.get(PATIENT);
    node.confirm(used);
    node.invalidate(used);
  }

  /** So many threads ask at once; returns what they were told, and how long the slowest waited. */
  Crowd ask(int threads, TokenCache... nodes) throws Exception {
    long start = System.nanoTime();
    List<CompletableFuture<String>> asked =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> nodes[i % nodes.length].get(PATIENT).value(), executor))
            .toList();
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    return new Crowd(
        asked.stream().map(CompletableFuture::join).distinct().toList(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** What many threads were told. */
  record Crowd(List<String> tokens, Duration slowest) {}
}
