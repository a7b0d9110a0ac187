package io.notifyjava.token;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No token in a log, an exception or a toString(), whatever happens. Row J1. */
class TokenSecrecyTest {

  private static final String CANARY = "canary-7a1f";

  @Test
  void a_life_with_every_kind_of_trouble_shows_no_token() {
    StringBuilder shown = new StringBuilder();
    CountingStore store = new CountingStore(new MemoryTokenStore());
    CacheFixture node = new CacheFixture(store);
    node.platform.answers(call -> new TokenSource.Grant(CANARY + call, Duration.ofHours(2)));
    try (LogCapture log = new LogCapture("io.notifyjava")) {
      node.cache.invalidate(node.get());
      node.cache.invalidate(node.get());
      shown.append(new TokenException(node.failure())).append(node.cache);
      node.stored(CANARY + "-elsewhere", Duration.ofHours(1));
      node.time.pass(60);
      shown.append(node.get());
      store.before(
          () -> {
            throw new IllegalArgumentException("bad value " + CANARY);
          });
      node.time.pass(Duration.ofHours(2));
      node.platform.answers(
          call -> {
            throw new IllegalStateException("cannot read " + CANARY);
          });
      shown.append(new TokenException(node.failure())).append(node.renewals);
      node.time.pass(60);
      node.platform.grants(CANARY + "\n", Duration.ofHours(2));
      shown.append(new TokenException(node.failure())).append(node.store).append(node.cache);

      assertThat(log.at(Level.DEBUG)).isNotEmpty();
      assertThat(log.everything()).doesNotContain("canary");
      assertThat(shown.toString()).doesNotContain("canary").contains("AccessToken[value=***");
    }
  }
}
