package io.notifyjava.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server: the four commands that stores send. Thread-safe. Answers are {@code byte[]},
 * {@code Long}, a list of those, or null; failures are the client's own exceptions.
 */
interface Link {

  /** Runs a script that the server knows by this digest. */
  @Nullable Object evalsha(byte[] digest, List<byte[]> keys, List<byte[]> arguments);

  /** Runs a script. */
  @Nullable Object eval(byte[] text, List<byte[]> keys, List<byte[]> arguments);

  /** Returns the bytes of a string up to this place; empty if it is not there. */
  byte[] getrange(byte[] key, int last);

  /** Returns how many milliseconds a key has left; -1 if no end is set, -2 if it is not there. */
  long pttl(byte[] key);

  /** Closes what is ours. */
  void close();
}
