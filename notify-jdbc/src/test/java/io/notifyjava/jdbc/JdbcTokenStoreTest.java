package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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
