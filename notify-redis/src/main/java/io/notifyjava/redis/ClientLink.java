package io.notifyjava.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.UnifiedJedis;

/** Goes through a client that the service has, by its settings; never closes it. */
final class ClientLink implements Link {

  private final UnifiedJedis client;

  ClientLink(UnifiedJedis client) {
    this.client = client;
  }

  @Override
  public @Nullable Object send(CommandArguments command) {
    return client.executeCommand(command);
  }

  @Override
  public void close() {
    // The service's own.
  }
}
