package io.notifyjava.benchmarks.jmh;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Asks for a token that is there and good. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBenchmark {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final TokenCache cache =
      TokenCache.builder(
              new TokenKey("wechat", "wx0123456789abcdef", "f"),
              limit -> new TokenSource.Grant("t".repeat(136), Duration.ofHours(2)))
          .executor(Runnable::run)
          .build();

  /** The way of every message but one in two hours. */
  @Benchmark
  public AccessToken hit() {
    return cache.get(LIMIT);
  }
}
