package io.notifyjava.redis;

import io.notifyjava.message.Texts;
import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access tokens in Redis, so that all nodes use one, and one of them renews it.
 *
 * <p>Every step is atomic at the server, and every key ends by itself: a token with its life (at
 * most 25 h), the renewer's lock with its lease. A node that held the lock, slept past its lease
 * and wakes up does not overwrite what was put meanwhile. Thread-safe. Failures are {@link
 * RedisException}s, after which a cache goes on by itself; they and the log hold no token. In Redis
 * tokens stand in the clear: let nobody else read them.
 *
 * @since 0.1.0
 */
public final class RedisTokenStore implements TokenStore {

  private static final Logger log = LoggerFactory.getLogger(RedisTokenStore.class);

  private static final byte[] NOTHING = {};

  /** As a cache may ask for. */
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  private final RedisServer server;
  private final boolean readOnly;
  private final String prefix;
  private final Map<String, String> olderKeys;
  private final Clock clock;

  /** To whom an older system's key belongs: it names no account, so it can have one only. */
  private final Map<String, TokenKey> owners = new ConcurrentHashMap<>();

  /** The locks that this node took and has not given back: one for each account at most. */
  private final Map<TokenKey, Turn> turns = new ConcurrentHashMap<>();

  private RedisTokenStore(Builder builder) {
    this.server = builder.server;
    this.readOnly = builder.readOnly;
    this.prefix = builder.prefix;
    this.olderKeys = Map.copyOf(builder.olderKeys);
    this.clock = builder.clock;
  }

  /** Returns a store with the defaults, whose nodes renew tokens between them. */
  public static RedisTokenStore in(RedisServer server) {
    return builder(server).build();
  }

  /** Begins a store with other settings. */
  public static Builder builder(RedisServer server) {
    return new Builder(server);
  }

  @Override
  public Optional<AccessToken> find(TokenKey key) {
    TokenLayout layout = layout(key);
    // In this order: a token that is renewed in between seems to end too early, never too late.
    long left = layout.isPlain() ? server.millisLeft("find a token", layout.token()) : 0;
    byte[] kept = kept(key, layout);
    return kept.length == 0
        ? Optional.empty()
        : Optional.of(layout.read(key, kept, left, clock.instant()));
  }

  private byte[] kept(TokenKey key, TokenLayout layout) {
    try {
      return server.read("find a token", layout.token(), TokenLayout.MOST);
    } catch (RedisException e) {
      if (e.answered("WRONGTYPE")) {
        throw new IllegalArgumentException(
            "What is kept for " + key + " is not a token: expected a string, found another type",
            e);
      }
      throw e;
    }
  }

  @Override
  public void put(TokenKey key, AccessToken token) {
    Objects.requireNonNull(token, "token");
    if (readOnly) {
      return;
    }
    TokenLayout layout = layout(key);
    Turn turn = turns.get(key);
    List<byte[]> arguments =
        List.of(
            layout.written(token),
            number(layout.ttlMillis(token, clock.instant())),
            turn == null ? NOTHING : RedisServer.bytes(turn.holder),
            turn == null ? NOTHING : turn.seen);
    if (!run("keep a token", TokenScripts.PUT, layout, arguments)) {
      log.debug("The token of {} was not kept: another node renewed it meanwhile", key);
    }
  }

  @Override
  public boolean remove(TokenKey key, String value) {
    Objects.requireNonNull(value, "value");
    if (readOnly) {
      return false;
    }
    TokenLayout layout = layout(key);
    return run(
        "forget a token",
        TokenScripts.REMOVE,
        layout,
        List.of(RedisServer.bytes(value), RedisServer.bytes(layout.pattern())));
  }

  @Override
  public boolean tryLock(TokenKey key, String holder, Duration lease) {
    Objects.requireNonNull(holder, "holder");
    if (readOnly) {
      return false;
    }
    TokenLayout layout = layout(key);
    Object answer =
        server.run(
            "ask for the right to renew",
            TokenScripts.LOCK,
            List.of(layout.token(), layout.lock()),
            List.of(
                RedisServer.bytes(holder),
                number(Math.max(1, lease.toMillis())),
                number(Math.max(lease.toMillis(), LONGEST_LEASE.toMillis()))));
    if (answer instanceof byte[] seen) {
      turns.put(key, new Turn(holder, seen));
      return true;
    }
    return false;
  }

  @Override
  public void unlock(TokenKey key, String holder) {
    Objects.requireNonNull(holder, "holder");
    if (readOnly) {
      return;
    }
    turns.computeIfPresent(key, (k, turn) -> turn.holder.equals(holder) ? null : turn);
    run(
        "give back the right to renew",
        TokenScripts.UNLOCK,
        layout(key),
        List.of(RedisServer.bytes(holder)));
  }

  private boolean run(String what, Script script, TokenLayout layout, List<byte[]> arguments) {
    Object answer = server.run(what, script, List.of(layout.token(), layout.lock()), arguments);
    return Long.valueOf(1).equals(answer);
  }

  private TokenLayout layout(TokenKey key) {
    String older = olderKeys.get(key.account());
    if (older == null) {
      return TokenLayout.own(prefix, key);
    }
    TokenKey owner = owners.putIfAbsent(older, key);
    if (owner != null && !owner.equals(key)) {
      throw new RedisException(
          "The key "
              + older
              + " of an older system holds the token of one account and secret, but two of "
              + key
              + " were asked for; give each application a store of its own");
    }
    return TokenLayout.plain(older);
  }

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "RedisTokenStore[" + server + (readOnly ? ", read only]" : "]");
  }

  /** A lock that this node took, and a digest of the token that stood there when it did. */
  private static final class Turn {

    private final String holder;
    private final byte[] seen;

    private Turn(String holder, byte[] seen) {
      this.holder = holder;
      this.seen = seen;
    }
  }

  /**
   * Sets up a store. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final RedisServer server;
    private final Map<String, String> olderKeys = new ConcurrentHashMap<>();
    private boolean readOnly;
    private String prefix = "notify:";
    private Clock clock = Clock.systemUTC();

    private Builder(RedisServer server) {
      this.server = Objects.requireNonNull(server, "server");
    }

    /**
     * Sets what the names of all keys begin with; {@code notify:} by default. 1 to 64 characters,
     * without braces, which mean something to a cluster.
     */
    public Builder prefix(String prefix) {
      this.prefix = Keys.prefix(prefix);
      return this;
    }

    /**
     * Says that another system renews tokens and writes them here. Tokens are found; the lock is
     * never given, and nothing is written: a user who may only read is enough.
     */
    public Builder readOnly() {
      this.readOnly = true;
      return this;
    }

    /**
     * Keeps the token of an account where an older system does: under this very key, as a string
     * that is the token and nothing else, ending with the key, after two hours at most. So does
     * msg-sender with WeCom's token, under {@code msgsender:wxqy:actoken}: it fetches one when the
     * key is not there. Such a key names no account; if two secrets of one account were to share
     * it, the second is refused with a {@link RedisException}.
     *
     * @param account the vendor's id, such as a corp id
     * @param key in Redis, without the prefix
     */
    public Builder olderKey(String account, String key) {
      olderKeys.put(Texts.required("account", account, 128), Texts.required("key", key, 512));
      return this;
    }

    /** Sets the wall clock by which a token's life becomes the key's; default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Returns the store. Connects nothing yet. */
    public RedisTokenStore build() {
      return new RedisTokenStore(this);
    }
  }
}
