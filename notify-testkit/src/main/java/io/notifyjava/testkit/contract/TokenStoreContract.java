package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TokenStore} keeps, as tests: extend it, return an empty store, say how its time
 * passes, and the tests run against it.
 *
 * <p>It pins down what a {@link io.notifyjava.token.TokenCache} relies on: a token comes back as it
 * was put, a newer one is never removed in place of an older one, and of all that ask for the lock
 * exactly one gets it, until it gives it back or its lease ends.
 *
 * <p>Every test uses the store of one call of {@link #store()}. What that opens, an {@code
 * AfterEach} of the subclass closes.
 *
 * @since 0.1.0
 */
public abstract class TokenStoreContract {

  /** The lease of the tests: short, because a store may have to live through it in real time. */
  protected static final Duration LEASE = Duration.ofSeconds(1);

  private static final TokenKey KEY = new TokenKey("api.weixin.qq.com", "wx0123456789abcdef", "f1");

  /** To the millisecond, which is what databases keep. */
  private static final Instant END = Instant.parse("2026-01-01T02:00:00.123Z");

  private static final AccessToken TOKEN = new AccessToken("74_first-token", END);
  private static final AccessToken NEWER = new AccessToken("74_newer-token", END.plusSeconds(60));

  private static final int THREADS = 16;

  private @Nullable TokenStore store;

  /** For subclasses. */
  protected TokenStoreContract() {}

  /**
   * Returns a store that holds nothing. Called once for each test.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract TokenStore store() throws Exception;

  /**
   * Lets time pass by which leases end: moves the store's clock, or waits.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract void letPass(Duration time) throws Exception;

  /**
   * Returns the store as another node sees it: for a store that is shared, a second instance with
   * connections of its own. By default the same instance.
   *
   * @param here what {@link #store()} returned
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected TokenStore fromAnotherNode(TokenStore here) throws Exception {
    return here;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = store();
  }

  private TokenStore here() {
    return Objects.requireNonNull(store, "store");
  }

  private TokenStore there() throws Exception {
    return fromAnotherNode(here());
  }

  @Nested
  @DisplayName("A token")
  class Tokens {

    @Test
    @DisplayName("that nobody put is not there")
    void unknown() {
      assertThat(here().find(KEY)).isEmpty();
    }

    @Test
    @DisplayName("comes back as it was put, on every node")
    void comesBack() throws Exception {
      here().put(KEY, TOKEN);

      assertThat(here().find(KEY)).contains(TOKEN);
      assertThat(there().find(KEY)).contains(TOKEN);
    }

    @Test
    @DisplayName("takes the place of the one before")
    void replaces() throws Exception {
      here().put(KEY, TOKEN);
      there().put(KEY, NEWER);

      assertThat(here().find(KEY)).contains(NEWER);
    }

    @Test
    @DisplayName("may have 2,048 characters of any kind that a URL can carry")
    void longest() {
      String any = "aZ09-_.~!*'();:@&=+$,/?#[]%\"<>\\^`{|}";
      AccessToken longest = new AccessToken(any.repeat(60).substring(0, 2_048), END);
      here().put(KEY, longest);

      assertThat(here().find(KEY)).contains(longest);
    }

    @Test
    @DisplayName("is compared letter by letter: case counts")
    void caseCounts() {
      here().put(KEY, TOKEN);

      assertThat(here().remove(KEY, TOKEN.value().toUpperCase(Locale.ROOT))).isFalse();
      assertThat(here().find(KEY)).contains(TOKEN);
    }

    @Test
    @DisplayName("keeps its end to the millisecond, however far off, in every time zone")
    void end() {
      Instant far = Instant.parse("2037-06-30T21:59:59.999Z");
      here().put(KEY, new AccessToken("74_far", far));

      assertThat(here().find(KEY))
          .map(token -> token.expiresAt().truncatedTo(ChronoUnit.MILLIS))
          .contains(far);
    }

    @Test
    @DisplayName("that has ended is still found: its end is the cache's business")
    void ended() {
      AccessToken ended = new AccessToken("74_ended", Instant.parse("2020-01-01T00:00:00Z"));
      here().put(KEY, ended);

      assertThat(here().find(KEY)).contains(ended);
    }

    @Test
    @DisplayName("belongs to its platform, its account and its secret, and to no other")
    void keys() {
      here().put(KEY, TOKEN);

      for (TokenKey other : otherKeys()) {
        assertThat(here().find(other)).isEmpty();
        assertThat(here().remove(other, TOKEN.value())).isFalse();
        here().put(other, NEWER);
      }
      assertThat(here().find(KEY)).contains(TOKEN);
    }
  }

  @Nested
  @DisplayName("Removing")
  class Removing {

    @Test
    @DisplayName("takes the token with that value, once, for all nodes")
    void removes() throws Exception {
      here().put(KEY, TOKEN);

      assertThat(there().remove(KEY, TOKEN.value())).isTrue();
      assertThat(here().find(KEY)).isEmpty();
      assertThat(here().remove(KEY, TOKEN.value())).isFalse();
    }

    @Test
    @DisplayName("leaves a newer token alone")
    void leavesNewer() {
      here().put(KEY, TOKEN);
      here().put(KEY, NEWER);

      assertThat(here().remove(KEY, TOKEN.value())).isFalse();
      assertThat(here().find(KEY)).contains(NEWER);
    }

    @Test
    @DisplayName("is one step: a token that is put meanwhile stays")
    void atomic() throws Exception {
      TokenStore there = there();
      for (int round = 0; round < 50; round++) {
        here().put(KEY, TOKEN);
        Together.run(
            2,
            number -> {
              if (number == 0) {
                there.remove(KEY, TOKEN.value());
              } else {
                here().put(KEY, NEWER);
              }
              return number;
            });
        assertThat(here().find(KEY)).as("round %s", round).contains(NEWER);
      }
    }

    @Test
    @DisplayName("by many at once succeeds for one")
    void once() throws Exception {
      here().put(KEY, TOKEN);

      assertThat(Together.run(THREADS, number -> here().remove(KEY, TOKEN.value())))
          .containsOnlyOnce(true);
    }
  }

  @Nested
  @DisplayName("The lock")
  class Lock {

    @Test
    @DisplayName("is held by one, on whatever node")
    void oneHolder() throws Exception {
      assertThat(here().tryLock(KEY, "a", LEASE.multipliedBy(60))).isTrue();
      assertThat(here().tryLock(KEY, "b", LEASE)).isFalse();
      assertThat(there().tryLock(KEY, "b", LEASE)).isFalse();
    }

    @Test
    @DisplayName("of many that ask at once goes to one")
    void race() throws Exception {
      TokenStore there = there();
      Duration lease = LEASE.multipliedBy(60);

      assertThat(
              Together.run(
                  THREADS,
                  number -> (number % 2 == 0 ? here() : there).tryLock(KEY, "n" + number, lease)))
          .containsOnlyOnce(true);
    }

    @Test
    @DisplayName("that was given back is free")
    void givenBack() throws Exception {
      here().tryLock(KEY, "a", LEASE.multipliedBy(60));
      here().unlock(KEY, "a");

      assertThat(there().tryLock(KEY, "b", LEASE)).isTrue();
    }

    @Test
    @DisplayName("is not given back by somebody else")
    void foreignUnlock() {
      here().tryLock(KEY, "a", LEASE.multipliedBy(60));
      here().unlock(KEY, "b");

      assertThat(here().tryLock(KEY, "b", LEASE)).isFalse();
    }

    @Test
    @DisplayName("that nobody holds can be given back without harm")
    void unlockFree() {
      here().unlock(KEY, "a");

      assertThat(here().tryLock(KEY, "a", LEASE)).isTrue();
    }

    @Test
    @DisplayName("of a holder that died is free when its lease ends, and not before")
    void lease() throws Exception {
      here().tryLock(KEY, "a", LEASE.multipliedBy(60));
      letPass(LEASE.multipliedBy(2));
      assertThat(there().tryLock(KEY, "b", LEASE)).isFalse();

      here().unlock(KEY, "a");
      here().tryLock(KEY, "a", LEASE);
      letPass(LEASE.multipliedBy(2));
      assertThat(there().tryLock(KEY, "b", LEASE)).isTrue();
    }

    @Test
    @DisplayName("that passed to another is not given back by its late holder")
    void lateHolder() throws Exception {
      here().tryLock(KEY, "a", LEASE);
      letPass(LEASE.multipliedBy(2));
      there().tryLock(KEY, "b", LEASE.multipliedBy(60));
      here().unlock(KEY, "a");

      assertThat(here().tryLock(KEY, "c", LEASE)).isFalse();
    }

    @Test
    @DisplayName("that its holder asks for again is held anew")
    void again() throws Exception {
      here().tryLock(KEY, "a", LEASE);
      assertThat(here().tryLock(KEY, "a", LEASE.multipliedBy(60))).isTrue();
      letPass(LEASE.multipliedBy(2));

      assertThat(there().tryLock(KEY, "b", LEASE)).isFalse();
    }

    @Test
    @DisplayName("of one account does not hold up another")
    void perKey() {
      here().tryLock(KEY, "a", LEASE.multipliedBy(60));

      for (TokenKey other : otherKeys()) {
        assertThat(here().tryLock(other, "b", LEASE)).isTrue();
      }
    }

    @Test
    @DisplayName("says nothing about the token, and the token nothing about the lock")
    void independent() {
      here().tryLock(KEY, "a", LEASE.multipliedBy(60));
      assertThat(here().find(KEY)).isEmpty();
      here().put(KEY, TOKEN);
      here().unlock(KEY, "a");

      assertThat(here().find(KEY)).contains(TOKEN);
      here().remove(KEY, TOKEN.value());
      assertThat(here().tryLock(KEY, "b", LEASE)).isTrue();
    }
  }

  @Nested
  @DisplayName("The store")
  class Itself {

    @Test
    @DisplayName("does not show its tokens")
    void toStringIsSafe() {
      here().put(KEY, TOKEN);

      assertThat(here().toString()).doesNotContain(TOKEN.value());
    }
  }

  private static List<TokenKey> otherKeys() {
    return List.of(
        new TokenKey("qyapi.weixin.qq.com", KEY.account(), KEY.fingerprint()),
        new TokenKey(KEY.platform(), "wxfedcba9876543210", KEY.fingerprint()),
        new TokenKey(KEY.platform(), KEY.account(), "f2"),
        // Parts that read the same when they are joined without care.
        new TokenKey(KEY.platform(), KEY.account() + "/" + KEY.fingerprint(), "f1"));
  }
}
