package io.notifyjava.redis;

import static org.awaitility.Awaitility.await;

import io.notifyjava.testkit.contract.TokenStoreContract;
import io.notifyjava.token.TokenStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract of token stores. */
class RedisTokenTest extends TokenStoreContract {

  private final List<RedisServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(RedisServer::close);
  }

  @Override
  protected TokenStore store() throws IOException {
    return on(RedisProcess.shared());
  }

  @Override
  protected TokenStore fromAnotherNode(TokenStore here) throws IOException {
    return on(RedisProcess.running());
  }

  private TokenStore on(RedisProcess process) {
    RedisServer server = process.server();
    servers.add(server);
    return RedisTokenStore.in(server);
  }

  @Override
  protected void letPass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }
}
