package io.notifyjava.token;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.result.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** One node: a cache with everything around it under the test's control. */
final class CacheFixture {

  static final TokenKey KEY = new TokenKey("api.weixin.qq.com", "wx0123456789abcdef", "f1");

  /** Longer than a test waits, so that a caller in a test never runs into it by chance. */
  static final Duration PATIENT = Duration.ofSeconds(60);

  /** The defaults, but with time enough for callers and the store on a machine that is busy. */
  static final TokenCachePolicy POLICY =
      TokenCachePolicy.builder().waitLimit(PATIENT).storeLimit(Duration.ofSeconds(4)).build();

  final ManualTime time;
  final FakePlatform platform;
  final TokenStore store;
  final QueueExecutor executor = new QueueExecutor();
  final List<TokenRenewal> renewals = new CopyOnWriteArrayList<>();
  final TokenCache cache;

  CacheFixture() {
    this(new ManualTime(), new FakePlatform(), null, POLICY);
  }

  CacheFixture(TokenCachePolicy policy) {
    this(new ManualTime(), new FakePlatform(), null, policy);
  }

  CacheFixture(TokenStore store) {
    this(new ManualTime(), new FakePlatform(), store, POLICY);
  }

  CacheFixture(ManualTime time, FakePlatform platform, TokenStore store, TokenCachePolicy policy) {
    this.time = time;
    this.platform = platform;
    this.store = store == null ? new MemoryTokenStore(time::ticks) : store;
    // No jitter at all, unless a test is about it.
    this.cache = builder(policy).random(constant(0)).build();
  }

  /** A second node in the same world. */
  CacheFixture other() {
    return new CacheFixture(time, platform, store, POLICY);
  }

  TokenCache.Builder builder(TokenCachePolicy policy) {
    return TokenCache.builder(KEY, platform)
        .store(store)
        .executor(executor)
        .policy(policy)
        .ticker(time::ticks)
        .clock(time)
        .pause(this::pause)
        .listener(renewals::add);
  }

  /** Virtual, but for a moment in which other threads of the test get on. */
  private void pause(long nanos) {
    time.pass(Duration.ofNanos(nanos));
    LockSupport.parkNanos(1_000_000);
  }

  /** A random source whose doubles are all the same. */
  static RandomGenerator constant(double value) {
    return () -> (long) (value * 0x1.0p53) << 11;
  }

  AccessToken get() {
    return cache.get(PATIENT);
  }

  String value() {
    return get().value();
  }

  /** Gets a token and uses it with success. */
  AccessToken proven() {
    AccessToken token = get();
    cache.confirm(token);
    return token;
  }

  /** The failure that callers get now. */
  Failure failure() {
    return failureOf(this::get);
  }

  static Failure failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    TokenException thrown = catchThrowableOfType(TokenException.class, call);
    if (thrown == null) {
      throw new AssertionError("Expected a TokenException, but a token was handed out");
    }
    return thrown.failure();
  }

  AccessToken stored(String value, Duration life) {
    AccessToken token = new AccessToken(value, time.instant().plus(life));
    store.put(KEY, token);
    return token;
  }

  String inStore() {
    return store.find(KEY).map(AccessToken::value).orElse("");
  }
}
