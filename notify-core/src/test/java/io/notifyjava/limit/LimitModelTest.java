package io.notifyjava.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.limit.LimitVerdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random claims, settled at random, over the store and over a model that forgets nothing. */
class LimitModelTest {

  private static final List<LimitBound> BOUNDS =
      List.of(
          new LimitBound(2, LimitWindow.minute()),
          new LimitBound(5, LimitWindow.hour()),
          new LimitBound(9, LimitWindow.rolling(Duration.ofHours(24))),
          new LimitBound(3, LimitWindow.rolling(Duration.ofSeconds(90))),
          new LimitBound(25, LimitWindow.day()));

  /** What was let pass and not given back, as a plain list of instants for each key. */
  private static final class Model {

    private final Map<String, List<Instant>> passed = new HashMap<>();

    boolean hasRoom(LimitClaim claim) {
      return claim.demands().stream()
          .allMatch(
              demand ->
                  demand.bounds().stream()
                      .allMatch(bound -> count(demand, bound, claim.at()) < bound.permits()));
    }

    private long count(LimitClaim.Demand demand, LimitBound bound, Instant at) {
      return passed.getOrDefault(demand.key(), List.of()).stream()
          .filter(earlier -> counts(earlier, at, bound.window()))
          .count();
    }

    private static boolean counts(Instant earlier, Instant at, LimitWindow window) {
      return window instanceof LimitWindow.Calendar calendar
          ? calendar.startOf(earlier).equals(calendar.startOf(at))
          : Duration.between(earlier, at).compareTo(window.length()) < 0;
    }

    void take(LimitClaim claim) {
      claim
          .demands()
          .forEach(
              demand ->
                  passed.computeIfAbsent(demand.key(), key -> new ArrayList<>()).add(claim.at()));
    }

    void giveBack(LimitClaim claim) {
      claim.demands().forEach(demand -> passed.get(demand.key()).remove(claim.at()));
    }
  }

  private final Model model = new Model();
  private final List<LimitClaim> open = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T15:30:00Z");
  private long nanos;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_store_says_what_the_model_says(long seed) {
    Random random = new Random(seed);
    MemoryLimitStore store = MemoryLimitStore.builder().ticker(() -> nanos).build();
    int granted = 0;
    for (int i = 0; i < 2_000; i++) {
      pass(random);
      if (random.nextInt(3) > 0 || open.isEmpty()) {
        LimitClaim claim = claim(random, i);
        boolean room = model.hasRoom(claim);
        LimitVerdict verdict = store.reserve(List.of(claim)).get(0);

        assertThat(verdict instanceof LimitVerdict.Granted).as("step %s", i).isEqualTo(room);
        if (room) {
          granted++;
          model.take(claim);
          open.add(claim);
        } else {
          hasRoomWhenItSays(claim, (Refused) verdict);
        }
      } else {
        settle(store, random);
      }
    }
    assertThat(granted).as("some of both").isBetween(50, 1_500);
  }

  private void pass(Random random) {
    long millis =
        switch (random.nextInt(6)) {
          case 0 -> random.nextInt(600_000);
          case 1 -> random.nextInt(60_000);
          default -> random.nextInt(500);
        };
    now = now.plusMillis(millis);
    nanos += millis * 1_000_000;
  }

  private LimitClaim claim(Random random, int number) {
    List<LimitClaim.Demand> demands = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      // Each key always has the same bounds, as in a limit.
      int kind = random.nextInt(BOUNDS.size() - 1);
      String key = kind + "-" + random.nextInt(3);
      if (keys.add(key)) {
        demands.add(new LimitClaim.Demand("limit", key, BOUNDS.subList(kind, kind + 2)));
      }
    }
    return new LimitClaim("c" + number, now, demands);
  }

  /** With nothing else taken, the claim passes at the instant that was told, and not before. */
  private void hasRoomWhenItSays(LimitClaim claim, Refused refused) {
    Instant then = claim.at().plus(refused.retryAfter());
    assertThat(model.hasRoom(new LimitClaim("x", then, claim.demands()))).isTrue();
    assertThat(model.hasRoom(new LimitClaim("x", then.minusMillis(1), claim.demands()))).isFalse();
  }

  private void settle(LimitStore store, Random random) {
    LimitClaim claim = open.remove(random.nextInt(open.size()));
    if (random.nextBoolean()) {
      store.release(List.of(claim));
      model.giveBack(claim);
    } else {
      store.commit(List.of(claim));
    }
    if (random.nextBoolean()) {
      // A second word about the same claim changes nothing.
      store.release(List.of(claim));
    }
  }
}
