package io.notifyjava.redis;

import io.notifyjava.limit.LimitStore;
import io.notifyjava.testkit.contract.LimitStoreContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract of the stores of limits. */
class RedisLimitTest extends LimitStoreContract {

  private final List<RedisServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(RedisServer::close);
  }

  @Override
  protected LimitStore store() throws IOException {
    return on(RedisProcess.shared());
  }

  @Override
  protected LimitStore fromAnotherNode(LimitStore here) throws IOException {
    return on(RedisProcess.running());
  }

  private LimitStore on(RedisProcess process) {
    RedisServer server = process.server();
    servers.add(server);
    return RedisLimitStore.in(server);
  }
}
