package io.notifyjava.jdbc;

import io.notifyjava.testkit.contract.TokenStoreContract;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract of token stores, on a server. */
abstract class TokensOnServer extends TokenStoreContract {

  private final StoreFixture fixture;

  TokensOnServer(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Override
  protected TokenStore store() {
    return JdbcTokenStore.in(fixture.database());
  }

  @Override
  protected TokenStore fromAnotherNode(TokenStore here) {
    return store();
  }

  @Override
  protected void letPass(Duration time) throws Exception {
    StoreFixture.letPass(time);
  }
}
