package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitVerdict.Granted;
import io.notifyjava.limit.LimitWindow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract of stores of limits leaves open. */
class JdbcLimitStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
  private static final LimitBound FIVE_A_DAY = new LimitBound(5, LimitWindow.day());

  private final AtomicInteger ids = new AtomicInteger();

  private LimitClaim claim(LimitBound bound, int... keys) {
    return new LimitClaim(
        "claim-" + ids.incrementAndGet(),
        NOW,
        IntStream.of(keys)
            .mapToObj(key -> new LimitClaim.Demand("test", "%032x".formatted(key), List.of(bound)))
            .toList());
  }

  private static LimitVerdict reserve(LimitStore store, LimitClaim claim) {
    return store.reserve(List.of(claim)).get(0);
  }

  private static int rows(StoreFixture fixture, String table) throws Exception {
    try (Connection connection = fixture.connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM " + fixture.prefix() + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  /**
   * Nodes that lock the same keys in lists of all orders: the sort of thing that ends in a circle.
   */
  @ParameterizedTest
  @MethodSource("io.notifyjava.jdbc.SchemaTest#databases")
  void listsOfClaimsFromTwoNodesOverTheSameKeys_areCountedExactly(StoreFixture fixture)
      throws Exception {
    int keys = 12;
    LimitBound bound = new LimitBound(20, LimitWindow.day());
    Map<String, AtomicInteger> granted = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (fixture) {
      List<LimitStore> nodes =
          List.of(JdbcLimitStore.in(fixture.database()), JdbcLimitStore.in(fixture.database()));
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < 6; thread++) {
        LimitStore node = nodes.get(thread % 2);
        Random random = new Random(thread);
        done.add(
            threads.submit(
                () -> {
                  for (int call = 0; call < 5; call++) {
                    List<LimitClaim> claims = new ArrayList<>();
                    for (int i = 0; i < 15; i++) {
                      int one = random.nextInt(keys);
                      claims.add(claim(bound, one, (one + 1 + random.nextInt(keys - 1)) % keys));
                    }
                    settle(node, claims, node.reserve(claims), random, granted);
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
      for (int key = 0; key < keys; key++) {
        int taken = granted.getOrDefault("%032x".formatted(key), new AtomicInteger()).get();
        List<LimitClaim> rest = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
          rest.add(claim(bound, key));
        }
        assertThat(nodes.get(0).reserve(rest))
            .as("key %s, of which %s are taken", key, taken)
            .filteredOn(Granted.class::isInstance)
            .hasSize(20 - taken);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void settle(
      LimitStore node,
      List<LimitClaim> claims,
      List<LimitVerdict> verdicts,
      Random random,
      Map<String, AtomicInteger> granted) {
    List<LimitClaim> kept = new ArrayList<>();
    List<LimitClaim> back = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (verdicts.get(i) instanceof Granted) {
        (random.nextInt(3) == 0 ? kept : back).add(claims.get(i));
      }
    }
    node.commit(kept);
    node.release(back);
    for (LimitClaim claim : kept) {
      for (LimitClaim.Demand demand : claim.demands()) {
        granted.computeIfAbsent(demand.key(), key -> new AtomicInteger()).incrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.notifyjava.jdbc.SchemaTest#databases")
  void rowsWhoseTimeIsOver_areRemovedAlongTheWay(StoreFixture fixture) throws Exception {
    try (fixture) {
      LimitStore store = JdbcLimitStore.in(fixture.database());
      store.reserve(IntStream.range(0, 60).mapToObj(key -> claim(FIVE_A_DAY, key)).toList());
      assertThat(rows(fixture, "limit")).isEqualTo(60);
      assertThat(rows(fixture, "limit_claim")).isEqualTo(60);
      fixture.execute("UPDATE " + fixture.prefix() + "limit SET keep_until = 1");
      fixture.execute("UPDATE " + fixture.prefix() + "limit_claim SET keep_until = 1");

      store.reserve(IntStream.range(0, 4).mapToObj(key -> claim(FIVE_A_DAY, 100)).toList());

      assertThat(rows(fixture, "limit")).isEqualTo(1);
      assertThat(rows(fixture, "limit_claim")).isEqualTo(4);
    }
  }

  @Test
  void rollingWindowOfVeryManyPermits_isRefusedWithWhatToDo() {
    try (StoreFixture fixture = StoreFixture.h2()) {
      LimitStore store = JdbcLimitStore.in(fixture.database());
      LimitBound many = new LimitBound(10_001, LimitWindow.rolling(Duration.ofHours(1)));

      assertThat(reserve(store, claim(many, 1)))
          .isEqualTo(
              new LimitVerdict.Full(
                  "A database counts at most 10000 permits in a rolling window, but limit 'test'"
                      + " has more; use a calendar window, or another store"));
    }
  }

  @Test
  void rowThatCannotBeRead_concernsItsKeyAlone() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      LimitStore store = JdbcLimitStore.in(fixture.database());
      reserve(store, claim(FIVE_A_DAY, 1));
      fixture.execute("UPDATE " + fixture.prefix() + "limit SET counts = '2\n'");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> reserve(store, claim(FIVE_A_DAY, 1)))
          .withMessage("Expected counts of version 1, but they are of another; update this node");
      assertThat(reserve(store, claim(FIVE_A_DAY, 2))).isInstanceOf(Granted.class);
    }
  }

  @Test
  void tablesOfANewerVersion_areRefused() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      reserve(JdbcLimitStore.in(fixture.database()), claim(FIVE_A_DAY, 1));
      fixture.execute("UPDATE " + fixture.prefix() + "schema SET version = 2");

      LimitStore later = JdbcLimitStore.in(fixture.database());
      assertThatExceptionOfType(JdbcException.class)
          .isThrownBy(() -> reserve(later, claim(FIVE_A_DAY, 1)))
          .withMessageContaining("tables of the limit are of version 2");
    }
  }

  @Test
  void keyThatSomebodyHoldsForEver_isGivenUpInTime() throws Exception {
    try (StoreFixture fixture = StoreFixture.postgres();
        Connection holder = fixture.connection()) {
      reserve(JdbcLimitStore.in(fixture.database()), claim(FIVE_A_DAY, 1));
      holder.setAutoCommit(false);
      try (Statement statement = holder.createStatement()) {
        statement.execute("SELECT 1 FROM " + fixture.prefix() + "limit FOR UPDATE");
      }
      JdbcDatabase hasty =
          JdbcDatabase.dataSource(fixture.dataSource())
              .tablePrefix(fixture.prefix())
              .timeout(Duration.ofSeconds(1))
              .build();
      LimitStore store = JdbcLimitStore.in(hasty);
      long begun = System.nanoTime();

      assertThatExceptionOfType(JdbcException.class)
          .isThrownBy(() -> reserve(store, claim(FIVE_A_DAY, 1)))
          .withMessageContaining("failed to count messages");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      holder.rollback();
      assertThat(reserve(store, claim(FIVE_A_DAY, 1))).isInstanceOf(Granted.class);
    }
  }

  @Test
  void countsInAFile_outliveTheProcess() throws Exception {
    java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("notify-limits");
    for (int start = 0; start < 2; start++) {
      try (JdbcDatabase database = JdbcDatabase.file(folder.resolve("limits.db")).build()) {
        LimitStore store = JdbcLimitStore.in(database);
        for (int i = 0; i < 3; i++) {
          boolean granted = reserve(store, claim(FIVE_A_DAY, 1)) instanceof Granted;
          assertThat(granted).isEqualTo(3 * start + i < 5);
        }
      }
    }
  }
}
