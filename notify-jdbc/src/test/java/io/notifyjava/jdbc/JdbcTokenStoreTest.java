package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract of token stores leaves open. */
class JdbcTokenStoreTest {

  private static final TokenKey KEY = new TokenKey("api.weixin.qq.com", "wx1", "f1");
  private static final AccessToken TOKEN =
      new AccessToken("74_token", Instant.parse("2037-01-01T00:00:00Z"));

  @Test
  void readOnlyStore_findsWhatAnotherSystemPutAndTouchesNothing() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcDatabase database = fixture.database();
      TokenStore writer = JdbcTokenStore.in(database);
      TokenStore reader = JdbcTokenStore.readOnly(database);
      writer.put(KEY, TOKEN);

      assertThat(reader.find(KEY)).contains(TOKEN);
      assertThat(reader.tryLock(KEY, "n1", Duration.ofMinutes(1))).isFalse();
      assertThat(reader.remove(KEY, TOKEN.value())).isFalse();
      reader.put(KEY, new AccessToken("other", TOKEN.expiresAt()));
      reader.unlock(KEY, "n1");
      assertThat(writer.find(KEY)).contains(TOKEN);
    }
  }

  @ParameterizedTest
  @MethodSource("io.notifyjava.jdbc.SchemaTest#databases")
  void lockThatEndsTooLate_becauseTheServersClockWasSetBack_holdsNobodyUp(StoreFixture fixture)
      throws Exception {
    try (fixture) {
      TokenStore store = JdbcTokenStore.in(fixture.database());
      store.tryLock(KEY, "died", Duration.ofSeconds(15));
      assertThat(store.tryLock(KEY, "n2", Duration.ofSeconds(15))).isFalse();
      fixture.execute(
          "UPDATE " + fixture.prefix() + "token_lock SET held_until = held_until + 3600000");

      assertThat(store.tryLock(KEY, "n2", Duration.ofSeconds(15))).isTrue();
      assertThat(store.tryLock(KEY, "n3", Duration.ofSeconds(15))).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("io.notifyjava.jdbc.SchemaTest#databases")
  void whatIsNoToken_isRefusedWithoutShowingIt_andReplaced(StoreFixture fixture) throws Exception {
    try (fixture) {
      TokenStore store = JdbcTokenStore.in(fixture.database());
      store.put(KEY, TOKEN);
      fixture.execute("UPDATE " + fixture.prefix() + "token SET token_value = 'canary 9f3a'");

      for (int i = 0; i < 50; i++) {
        assertThatIllegalArgumentException()
            .as("and no connection is lost over it")
            .isThrownBy(() -> store.find(KEY))
            .satisfies(e -> assertThat(e.toString()).doesNotContain("9f3a"));
      }
      store.put(KEY, TOKEN);
      assertThat(store.find(KEY)).contains(TOKEN);
    }
  }

  @Test
  void tokensOfANewerVersion_areRefused() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcTokenStore.in(fixture.database()).put(KEY, TOKEN);
      fixture.execute("UPDATE " + fixture.prefix() + "schema SET version = 2");

      assertThatExceptionOfType(JdbcException.class)
          .isThrownBy(() -> JdbcTokenStore.in(fixture.database()).find(KEY))
          .withMessageContaining("tables of the token are of version 2");
    }
  }
}
