package io.notifyjava.redis;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Keeps the counts of limits in Redis, for all nodes together.
 *
 * <p>Every claim is decided in one step at the server, and up to 100 of a list in one round trip.
 * Every key ends by itself: a window's an eighth and a minute after its length, a claim that nobody
 * settled after an hour, from when on it stays counted. In a cluster all counts stand on one shard.
 * Thread-safe. Failures are {@link RedisException}s, at which the limits' {@code whenStoreFails}
 * decides; a server that forgets (restarted without its data, evicting, failed over) counts anew
 * from there.
 *
 * <p>Keys hold hashes, no addresses: see {@code keySecret} of the limits, which must be the same on
 * all nodes.
 *
 * @since 0.1.0
 */
public final class RedisLimitStore implements LimitStore {

  /** The server does nothing else meanwhile, so a script ends within a few milliseconds. */
  private static final int AT_ONCE = 100;

  /** Longer than any call to a vendor may take. */
  private static final Duration OPEN = Duration.ofHours(1);

  private final RedisServer server;
  private final String prefix;

  private RedisLimitStore(RedisServer server, String prefix) {
    this.server = Objects.requireNonNull(server, "server");
    // In braces: a cluster keeps all that a script touches on one node.
    this.prefix = "{" + Keys.prefix(prefix) + "limit}:";
  }

  /** Returns a store whose keys begin with {@code {notify:limit}:}. */
  public static RedisLimitStore in(RedisServer server) {
    return in(server, "notify:");
  }

  /**
   * Returns a store with a prefix of its own: two services that share a Redis count together if it
   * is the same, and apart if not.
   *
   * @param prefix 1 to 64 characters, without braces; keys begin with it in braces
   */
  public static RedisLimitStore in(RedisServer server, String prefix) {
    return new RedisLimitStore(server, prefix);
  }

  @Override
  public List<LimitVerdict> reserve(List<LimitClaim> claims) {
    List<LimitVerdict> verdicts = new ArrayList<>(claims.size());
    each(
        claims,
        (some, call) -> {
          Object answer =
              server.run("reserve permits", LimitScripts.RESERVE, call.keys(), call.arguments());
          List<?> answers = (List<?>) Objects.requireNonNull(answer, "answer");
          for (int i = 0; i < some.size(); i++) {
            verdicts.add(verdict(some.get(i), (byte[]) answers.get(i)));
          }
        });
    return verdicts;
  }

  private static LimitVerdict verdict(LimitClaim claim, byte[] answer) {
    if (answer.length == 0) {
      return LimitVerdict.granted();
    }
    String[] parts = new String(answer, StandardCharsets.US_ASCII).split(" ", 2);
    int bound = Integer.parseInt(parts[0]);
    Duration wait = Duration.of(Long.parseLong(parts[1]), ChronoUnit.MICROS);
    for (LimitClaim.Demand demand : claim.demands()) {
      if (bound < demand.bounds().size()) {
        return new LimitVerdict.Refused(demand.limit(), demand.bounds().get(bound), wait);
      }
      bound -= demand.bounds().size();
    }
    throw new IllegalStateException(
        "The server refused a bound that the claim has not: number " + parts[0]);
  }

  @Override
  public void commit(List<LimitClaim> claims) {
    each(
        claims,
        (some, call) ->
            server.run(
                "keep permits",
                LimitScripts.COMMIT,
                some.stream().map(claim -> claimKey(claim)).toList(),
                List.of()));
  }

  @Override
  public void release(List<LimitClaim> claims) {
    each(
        claims,
        (some, call) ->
            server.run("give back permits", LimitScripts.RELEASE, call.keys(), call.arguments()));
  }

  private void each(List<LimitClaim> claims, BiConsumer<List<LimitClaim>, Call> action) {
    for (int from = 0; from < claims.size(); from += AT_ONCE) {
      List<LimitClaim> some = claims.subList(from, Math.min(from + AT_ONCE, claims.size()));
      action.accept(some, call(some));
    }
  }

  private Call call(List<LimitClaim> claims) {
    Call call = new Call(new ArrayList<>(), new ArrayList<>());
    call.add(claims.size());
    for (LimitClaim claim : claims) {
      call.keys.add(claimKey(claim));
      call.add(claim.id());
      call.add(micros(claim.at()));
      call.add(OPEN.toMillis());
      call.add(claim.demands().stream().mapToInt(demand -> demand.bounds().size()).sum());
      for (LimitClaim.Demand demand : claim.demands()) {
        for (LimitBound bound : demand.bounds()) {
          add(call, demand.key(), bound, claim.at());
        }
      }
    }
    return call;
  }

  private void add(Call call, String key, LimitBound bound, Instant at) {
    LimitWindow window = bound.window();
    String counted = prefix + key + ":";
    if (window instanceof LimitWindow.Calendar calendar) {
      call.keys.add(RedisServer.bytes(counted + calendar.unit() + "@" + calendar.zone()));
      call.add("c");
      call.add(bound.permits());
      call.add(micros(calendar.startOf(at)));
      call.add(micros(calendar.endOf(at)));
    } else {
      long length = window.length().toNanos() / 1_000;
      call.keys.add(RedisServer.bytes(counted + length));
      call.add("r");
      call.add(bound.permits());
      call.add(length);
      call.add(0);
    }
    call.add(keepMillis(window));
  }

  /** A day may have 25 hours, and the server's clock is another. */
  private static long keepMillis(LimitWindow window) {
    long length = window.length().toMillis();
    return length + length / 8 + Duration.ofMinutes(1).toMillis();
  }

  private byte[] claimKey(LimitClaim claim) {
    return RedisServer.bytes(prefix + "claim:" + claim.id());
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  @Override
  public String toString() {
    return "RedisLimitStore[" + server + "]";
  }

  /** What a script is given. */
  private record Call(List<byte[]> keys, List<byte[]> arguments) {

    void add(long number) {
      add(Long.toString(number));
    }

    void add(String text) {
      arguments.add(RedisServer.bytes(text));
    }
  }
}
