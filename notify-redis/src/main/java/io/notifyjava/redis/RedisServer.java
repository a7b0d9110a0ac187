package io.notifyjava.redis;

import io.notifyjava.message.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The Redis in which stores of this package keep what nodes share.
 *
 * <p>Either a client that the service has, which is never closed here, or an address, for which a
 * small pool of connections is made and closed by {@link #close}. Nothing is connected before the
 * first use. Has no thread. Thread-safe, on platform and virtual threads. {@link #toString()} shows
 * the address, no password.
 *
 * <p>Needs Redis 5 or later, or what speaks its protocol and runs its scripts.
 *
 * @since 0.1.0
 */
public final class RedisServer implements AutoCloseable {

  private static final Script PING = Script.of("return redis.call('EXISTS', KEYS[1])");

  private final Link link;
  private final String name;

  private RedisServer(Link link, String name) {
    this.link = link;
    this.name = name;
  }

  /**
   * Returns the server behind a client of the service: pooled, of sentinels or of a cluster.
   *
   * <p>Its time limits and its pool are the client's. Give it a socket timeout of a second or so:
   * Jedis waits for two by default, and for a connection of an exhausted pool without end.
   */
  public static RedisServer client(UnifiedJedis client) {
    return new RedisServer(new ClientLink(Objects.requireNonNull(client, "client")), "a client");
  }

  /**
   * Begins with an address: {@code redis://host:port/database}, or {@code rediss://} for TLS. Port
   * 6379 and database 0 by default; user and password may stand in it, or in {@link Builder}.
   *
   * @throws IllegalArgumentException if it is not of that form; the text does not repeat it
   */
  public static Builder at(URI address) {
    return new Builder(address);
  }

  /**
   * Asks the server something, so that a wrong address or password is seen at start, and so that
   * the first send finds a connection.
   *
   * @throws RedisException saying what is wrong
   */
  public void check() {
    run("run a script", PING, List.of(bytes("notify:check")), List.of());
  }

  /** Runs a script in one step; sends its text if the server does not know it. */
  @Nullable Object run(String what, Script script, List<byte[]> keys, List<byte[]> arguments) {
    return told(
        what,
        () -> {
          try {
            return link.evalsha(script.digest(), keys, arguments);
          } catch (JedisDataException e) {
            if (!RedisException.codeOf(e).equals("NOSCRIPT")) {
              throw e;
            }
            return link.eval(script.text(), keys, arguments);
          }
        });
  }

  /** Returns at most so many bytes of a text; empty if there is none. */
  byte[] read(String what, byte[] key, int most) {
    return Objects.requireNonNull(told(what, () -> link.getrange(key, most - 1)), "answer");
  }

  /** Returns how many milliseconds a key has left; -1 if no end is set, -2 if it is not there. */
  long millisLeft(String what, byte[] key) {
    return Objects.requireNonNull(told(what, () -> link.pttl(key)), "answer");
  }

  private <T> @Nullable T told(String what, Asking<T> asking) {
    try {
      return asking.answer();
    } catch (RuntimeException e) {
      throw RedisException.of(this, what, e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the connections if they are ours; a client that was given stays open. */
  @Override
  public void close() {
    link.close();
  }

  @Override
  public String toString() {
    return name;
  }

  private interface Asking<T> {
    @Nullable T answer();
  }

  /**
   * Sets up connections of our own. Not thread-safe; may be used again.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RedisAddress address;
    private @Nullable String user;
    private @Nullable Secret password;
    private @Nullable SSLSocketFactory sockets;
    private Duration timeout = Duration.ofSeconds(1);
    private int connections = 8;
    private LongSupplier ticker = System::nanoTime;

    private Builder(URI address) {
      this.address = RedisAddress.of(address);
      this.user = this.address.user();
      this.password = this.address.password();
    }

    /** Sets the password of the default user, in place of that of the address. */
    public Builder password(Secret password) {
      this.user = null;
      this.password = Objects.requireNonNull(password, "password");
      return this;
    }

    /** Sets a user of the server's access list, and its password. */
    public Builder credentials(String user, Secret password) {
      this.user = Objects.requireNonNull(user, "user");
      this.password = Objects.requireNonNull(password, "password");
      return this;
    }

    /**
     * Sets whom TLS trusts, and who we are; by default the JVM's settings. The certificate must be
     * of the host's name in any case.
     *
     * @throws IllegalArgumentException if the address is not {@code rediss://}
     */
    public Builder sslSocketFactory(SSLSocketFactory sockets) {
      if (!address.tls()) {
        throw new IllegalArgumentException(
            "A socket factory for TLS was given, but the address begins with redis://; expected"
                + " rediss://");
      }
      this.sockets = Objects.requireNonNull(sockets, "sockets");
      return this;
    }

    /**
     * Sets how long an operation may take, 20 ms to 30 s; 1 s by default. Of it, half may go by in
     * waiting for a connection of the pool, and a quarter in connecting; the answer may take what
     * is left, and at least a quarter. So an operation ends within one and a quarter of it.
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "timeout must be " + SHORTEST + " to " + LONGEST + ", but was " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /** Sets how many connections there are at most, 1 to 1,000; 8 by default. */
    public Builder connections(int connections) {
      if (connections < 1 || connections > 1_000) {
        throw new IllegalArgumentException("connections must be 1 to 1000, but was " + connections);
      }
      this.connections = connections;
      return this;
    }

    /** Nanoseconds of elapsed time, by which operations end; that of the JVM by default. */
    Builder ticker(LongSupplier ticker) {
      this.ticker = ticker;
      return this;
    }

    /** Returns the server. Connects nothing yet. */
    public RedisServer build() {
      int step = PooledLink.stepMillis(timeout);
      return new RedisServer(
          new PooledLink(
              new Sockets(address, sockets, step), config(step), connections, timeout, ticker),
          address.toString());
    }

    private JedisClientConfig config(int stepMillis) {
      return DefaultJedisClientConfig.builder()
          .connectionTimeoutMillis(stepMillis)
          .socketTimeoutMillis(stepMillis)
          .database(address.database())
          .clientName("notify")
          .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
          .user(user)
          .password(password == null ? null : password.reveal())
          .build();
    }
  }
}
