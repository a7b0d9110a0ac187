package io.notifyjava.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Goes through a client that the service has, by its settings; never closes it. Calls methods made
 * for each command, because a client of a cluster knows the keys by them.
 */
final class ClientLink implements Link {

  private final UnifiedJedis client;

  ClientLink(UnifiedJedis client) {
    this.client = client;
  }

  @Override
  public @Nullable Object evalsha(byte[] digest, List<byte[]> keys, List<byte[]> arguments) {
    return client.evalsha(digest, keys, arguments);
  }

  @Override
  public @Nullable Object eval(byte[] text, List<byte[]> keys, List<byte[]> arguments) {
    return client.eval(text, keys, arguments);
  }

  @Override
  public byte[] getrange(byte[] key, int last) {
    return client.getrange(key, 0, last);
  }

  @Override
  public long pttl(byte[] key) {
    return client.pttl(key);
  }

  @Override
  public void close() {
    // The service's own.
  }
}
