package io.notifyjava.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** The way to a server: one command, one answer. Thread-safe. */
interface Link {

  /**
   * Sends a command and returns the answer: {@code byte[]}, {@code Long}, a list of those, or null.
   *
   * @param command with its keys marked as such, by which a cluster's node is found
   * @throws RuntimeException of the client
   */
  @Nullable Object send(CommandArguments command);

  /** Closes what is ours. */
  void close();
}
