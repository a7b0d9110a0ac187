package io.notifyjava.redis;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Remembers idempotency keys in Redis, for all nodes together.
 *
 * <p>Every step is atomic at the server, by whose clock leases and windows go; every key ends with
 * its window. Keys spread over the nodes of a cluster. Thread-safe. Failures are {@link
 * RedisException}s, at which {@code whenStoreFails} decides; a server that forgets (restarted
 * without its data, evicting, failed over) lets a repeat pass.
 *
 * <p>Keys hold hashes: see {@code keySecret}, which must be the same on all nodes.
 *
 * @since 0.1.0
 */
public final class RedisIdempotencyStore implements IdempotencyStore {

  private final RedisServer server;
  private final String prefix;

  private RedisIdempotencyStore(RedisServer server, String prefix) {
    this.server = Objects.requireNonNull(server, "server");
    this.prefix = Keys.prefix(prefix) + "sent:";
  }

  /** Returns a store whose keys begin with {@code notify:sent:}. */
  public static RedisIdempotencyStore in(RedisServer server) {
    return in(server, "notify:");
  }

  /**
   * Returns a store with a prefix of its own: two services that share a Redis remember together if
   * it is the same, and apart if not.
   *
   * @param prefix 1 to 64 characters, without braces
   */
  public static RedisIdempotencyStore in(RedisServer server, String prefix) {
    return new RedisIdempotencyStore(server, prefix);
  }

  @Override
  public IdempotencyVerdict claim(IdempotencyClaim claim) {
    Object answer =
        run(
            "claim an idempotency key",
            IdempotencyScripts.CLAIM,
            claim,
            claim.owner(),
            claim.content(),
            millis(claim.lease()),
            millis(claim.window()));
    List<?> words = (List<?>) answer;
    String content = text(words, 1);
    return switch (text(words, 0)) {
      case "first" -> IdempotencyVerdict.first();
      case "ended" -> new IdempotencyVerdict.Ended(content, text(words, 2));
      case "held" -> new IdempotencyVerdict.InFlight(content);
      default -> new IdempotencyVerdict.Lost(content);
    };
  }

  @Override
  public void record(IdempotencyClaim claim, String result) {
    Objects.requireNonNull(result, "result");
    run(
        "record what came of an idempotency key",
        IdempotencyScripts.RECORD,
        claim,
        claim.owner(),
        claim.content(),
        millis(claim.window()),
        result);
  }

  @Override
  public void release(IdempotencyClaim claim) {
    run("free an idempotency key", IdempotencyScripts.RELEASE, claim, claim.owner());
  }

  private Object run(String what, Script script, IdempotencyClaim claim, String... arguments) {
    byte[] key = RedisServer.bytes(prefix + claim.key());
    List<byte[]> words = List.of(arguments).stream().map(RedisServer::bytes).toList();
    return Objects.requireNonNull(server.run(what, script, List.of(key), words), "answer");
  }

  private static String text(List<?> words, int place) {
    return new String((byte[]) words.get(place), StandardCharsets.UTF_8);
  }

  private static String millis(Duration time) {
    return Long.toString(Math.max(1, time.toMillis()));
  }

  @Override
  public String toString() {
    return "RedisIdempotencyStore[" + server + "]";
  }
}
