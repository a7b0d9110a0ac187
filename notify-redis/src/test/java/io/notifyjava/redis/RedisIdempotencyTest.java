package io.notifyjava.redis;

import static org.awaitility.Awaitility.await;

import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.testkit.contract.IdempotencyStoreContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract of the stores of idempotency keys. */
class RedisIdempotencyTest extends IdempotencyStoreContract {

  private final List<RedisServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(RedisServer::close);
  }

  @Override
  protected IdempotencyStore store() throws IOException {
    return on(RedisProcess.shared());
  }

  @Override
  protected IdempotencyStore fromAnotherNode(IdempotencyStore here) throws IOException {
    return on(RedisProcess.running());
  }

  private IdempotencyStore on(RedisProcess process) {
    RedisServer server = process.server();
    servers.add(server);
    return RedisIdempotencyStore.in(server);
  }

  @Override
  protected void letPass(Duration time) {
    await().pollDelay(time.plusMillis(5)).atMost(time.plusSeconds(10)).until(() -> true);
  }
}
