package io.notifyjava.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the contract of the stores of limits leaves open. */
class RedisLimitStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
  private static final LimitBound DAY = new LimitBound(2, LimitWindow.day());
  private static final LimitBound HOUR =
      new LimitBound(5, LimitWindow.rolling(Duration.ofHours(1)));

  private RedisServer server;
  private Jedis admin;

  @BeforeEach
  void open() throws Exception {
    server = RedisProcess.shared().server();
    admin = RedisProcess.running().admin();
  }

  @AfterEach
  void close() {
    admin.close();
    server.close();
  }

  private static LimitClaim claim(int number) {
    String key = "%032x".formatted(number);
    return new LimitClaim(
        "claim-" + number, NOW, List.of(new LimitClaim.Demand("limit", key, List.of(DAY, HOUR))));
  }

  private static List<LimitClaim> claims(int count) {
    return IntStream.range(0, count).mapToObj(RedisLimitStoreTest::claim).toList();
  }

  @Test
  void everyKey_endsByItself() {
    LimitStore store = RedisLimitStore.in(server);
    store.reserve(claims(1));

    assertThat(admin.pttl("{notify:limit}:claim:claim-0"))
        .isBetween(1L, Duration.ofHours(1).toMillis());
    assertThat(admin.keys("*"))
        .hasSize(3)
        .allSatisfy(
            key -> assertThat(admin.pttl(key)).isBetween(1L, Duration.ofHours(28).toMillis()));
    store.commit(claims(1));
    assertThat(admin.keys("*")).hasSize(2);
  }

  @Test
  void listOfClaims_takesOneRoundTripForEachHundred() {
    LimitStore store = RedisLimitStore.in(server);
    store.reserve(claims(1));
    admin.configResetStat();
    store.reserve(claims(250));
    store.commit(claims(250));

    assertThat(admin.info("commandstats").lines())
        .filteredOn(line -> line.startsWith("cmdstat_eval"))
        .allSatisfy(line -> assertThat(line).containsPattern("calls=[1-6],"));
  }

  @Test
  void prefix_countsApart() {
    LimitStore one = RedisLimitStore.in(server, "a:");
    one.reserve(claims(1));

    assertThat(admin.keys("*")).allSatisfy(key -> assertThat(key).startsWith("{a:limit}:"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisLimitStore.in(server, "a}"))
        .withMessageContaining("prefix must be free of braces");
  }

  @Test
  void day_doesNotStayUsedUp_whenAClockWasFarAhead() {
    LimitStore store = RedisLimitStore.in(server);
    List<LimitClaim.Demand> demands = List.of(new LimitClaim.Demand("l", "k", List.of(DAY)));
    Instant ahead = NOW.plus(Duration.ofDays(9));
    store.reserve(List.of(new LimitClaim("a", ahead, demands)));
    store.reserve(List.of(new LimitClaim("b", ahead, demands)));

    assertThat(store.reserve(List.of(new LimitClaim("c", NOW, demands))))
        .containsExactly(LimitVerdict.granted());
  }

  @Test
  void instants_countToTheMicrosecond() {
    LimitBound one = new LimitBound(1, LimitWindow.rolling(Duration.ofMillis(1)));
    LimitStore store = RedisLimitStore.in(server);
    Instant at = Instant.parse("2036-11-21T01:30:00.123456Z");
    List<LimitClaim.Demand> demands = List.of(new LimitClaim.Demand("l", "k", List.of(one)));
    store.reserve(List.of(new LimitClaim("a", at, demands)));

    LimitVerdict verdict =
        store.reserve(List.of(new LimitClaim("b", at.plusNanos(1_000), demands))).get(0);

    assertThat(verdict).isEqualTo(new LimitVerdict.Refused("l", one, Duration.ofNanos(999_000)));
  }

  @Test
  void serverThatDies_isSaidInTime_andServesAgainWhenItIsBack() throws Exception {
    try (RedisProcess redis = RedisProcess.own();
        RedisServer quick = redis.builder().timeout(Duration.ofMillis(400)).build()) {
      LimitStore store = RedisLimitStore.in(quick);
      store.reserve(claims(1));
      redis.pause();
      long start = System.nanoTime();
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.reserve(claims(1)))
          .withMessageContaining("could not reserve permits: it gave no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      redis.kill();
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.release(claims(1)))
          .withMessageContaining("could not give back permits: the connection failed with");
      redis.start();

      assertThat(store.reserve(claims(1))).containsExactly(LimitVerdict.granted());
    }
  }
}
