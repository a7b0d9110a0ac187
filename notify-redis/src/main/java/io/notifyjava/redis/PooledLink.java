package io.notifyjava.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Goes through a pool of our own, and keeps to one time limit for all that an operation may wait
 * for: a connection, its set-up, the answer.
 *
 * <p>Has no thread: what became of connections meanwhile is noticed when they are used. One bad one
 * has all idle ones dropped with it:
 *
 * <pre>
 * cut           a server that was restarted cut them all; the command is sent once more, which
 *               every command of ours bears
 * no answer     what lies between forgot idle connections and drops their packets; the time is up
 * a replica     it was the primary when they were made; the next one asks for the host anew
 * </pre>
 */
final class PooledLink implements Link {

  private final ConnectionPool pool;
  private final LongSupplier ticker;
  private final Duration timeout;

  PooledLink(
      JedisSocketFactory sockets,
      JedisClientConfig config,
      int connections,
      Duration timeout,
      LongSupplier ticker) {
    this.timeout = timeout;
    this.ticker = ticker;
    ConnectionPoolConfig settings = new ConnectionPoolConfig();
    // Its default is a thread that looks at idle connections every 30 seconds.
    settings.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
    settings.setMaxTotal(connections);
    settings.setMaxIdle(connections);
    settings.setJmxEnabled(false);
    this.pool = new ConnectionPool(new ConnectionFactory(sockets, config), settings);
  }

  /** The share of the time limit that connecting, or one answer of the set-up, may take. */
  static int stepMillis(Duration timeout) {
    return (int) Math.max(1, timeout.toMillis() / 4);
  }

  @Override
  public @Nullable Object evalsha(byte[] digest, List<byte[]> keys, List<byte[]> arguments) {
    return send(script(Command.EVALSHA, digest, keys, arguments));
  }

  @Override
  public @Nullable Object eval(byte[] text, List<byte[]> keys, List<byte[]> arguments) {
    return send(script(Command.EVAL, text, keys, arguments));
  }

  private static CommandArguments script(
      Command command, byte[] script, List<byte[]> keys, List<byte[]> arguments) {
    return new CommandArguments(command)
        .add(script)
        .add(keys.size())
        .addObjects(keys)
        .addObjects(arguments);
  }

  @Override
  public byte[] getrange(byte[] key, int last) {
    Object answer = send(new CommandArguments(Command.GETRANGE).add(key).add(0).add(last));
    return (byte[]) Objects.requireNonNull(answer, "answer");
  }

  @Override
  public long pttl(byte[] key) {
    Object answer = send(new CommandArguments(Command.PTTL).add(key));
    return (Long) Objects.requireNonNull(answer, "answer");
  }

  private @Nullable Object send(CommandArguments command) {
    long deadline = ticker.getAsLong() + timeout.toNanos();
    try {
      return sendOnce(deadline, command);
    } catch (JedisConnectionException e) {
      if (e instanceof Sockets.NoConnection) {
        throw e;
      }
      pool.clear();
      if (hadNoAnswer(e) || ticker.getAsLong() - deadline >= 0) {
        throw e;
      }
      return sendOnce(deadline, command);
    }
  }

  private static boolean hadNoAnswer(JedisConnectionException thrown) {
    return RedisException.rootOf(thrown) instanceof SocketTimeoutException;
  }

  private @Nullable Object sendOnce(long deadline, CommandArguments command) {
    try (Connection connection = borrow()) {
      long left = (deadline - ticker.getAsLong()) / 1_000_000;
      connection.setSoTimeout((int) Math.max(stepMillis(timeout), left));
      return execute(connection, command);
    }
  }

  private @Nullable Object execute(Connection connection, CommandArguments command) {
    try {
      return connection.executeCommand(command);
    } catch (JedisDataException e) {
      if (RedisException.codeOf(e).equals("READONLY")) {
        connection.setBroken();
        pool.clear();
      }
      throw e;
    }
  }

  private Connection borrow() {
    try {
      Connection connection = pool.borrowObject(timeout.dividedBy(2));
      connection.setHandlingPool(pool);
      return connection;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JedisException("Interrupted while waiting for a connection", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new JedisException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
