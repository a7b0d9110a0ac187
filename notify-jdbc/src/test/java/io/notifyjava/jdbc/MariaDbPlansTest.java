package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxVerdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** How MariaDB finds rows: by statistics, which are of another time. */
@EnabledIf(
    value = "io.notifyjava.jdbc.MariaDbOutboxTest#isInstalled",
    disabledReason = "no MariaDB: apt-get install --no-install-recommends mariadb-server")
class MariaDbPlansTest {

  private static final int DONE = 2_000;

  private final StoreFixture fixture = StoreFixture.mariaDb(MariaDb.server().orElseThrow());
  private OutboxStore store;

  /** Many that ended, and statistics by which nothing is leased. */
  @BeforeEach
  void fill() throws SQLException {
    store = fixture.store();
    store.prepare();
    store.insert(Drafts.drafts(1, DONE));
    List<OutboxVerdict> verdicts =
        store.turn(List.of(), Drafts.claim("n0", DONE)).leases().stream()
            .map(Drafts::accepted)
            .toList();
    store.turn(verdicts, null);
    fixture.execute("ANALYZE TABLE %soutbox".formatted(fixture.prefix()));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void verdictsAndRenewals_waitForNoRowOfAnotherNode() throws Exception {
    store.insert(Drafts.drafts(DONE + 1, 4));
    final OutboxLease others = store.turn(List.of(), Drafts.claim("n1", 1)).leases().get(0);
    List<OutboxLease> mine = store.turn(List.of(), Drafts.claim("n2", 3)).leases();
    try (Connection busy = fixture.connection();
        Statement statement = busy.createStatement()) {
      busy.setAutoCommit(false);
      statement.execute(
          "SELECT 1 FROM %soutbox WHERE id = '%s' FOR UPDATE"
              .formatted(fixture.prefix(), others.id()));

      assertThat(
              store.renew(
                  "n2",
                  List.of(new OutboxStore.Hold(mine.get(0).id(), mine.get(0).number())),
                  Duration.ofMinutes(1)))
          .isEmpty();
      // One alone, then two that say the same.
      assertThat(store.turn(List.of(Drafts.dead(mine.get(0))), null).refused()).isEmpty();
      assertThat(
              store
                  .turn(List.of(Drafts.dead(mine.get(1)), Drafts.dead(mine.get(2))), null)
                  .refused())
          .isEmpty();
      assertThat(store.retry(List.of(mine.get(0).id()), Set.of(OutboxState.DEAD))).isEqualTo(1);
      busy.rollback();
    }
    assertThat(store.counts().of(OutboxState.LEASED)).isEqualTo(1);
  }

  @Test
  void lookForTheNext_readsNoneOfThoseThatEnded() throws Exception {
    store.insert(Drafts.drafts(DONE + 1, 1));
    String plan =
        fixture
            .database()
            .read(
                "explain",
                session -> {
                  try (PreparedStatement explain =
                      session.prepare("EXPLAIN " + OutboxUpkeep.next(session.dialect()))) {
                    explain.setInt(1, 1);
                    try (ResultSet row = explain.executeQuery()) {
                      row.next();
                      return row.getString("type") + " " + row.getString("key");
                    }
                  }
                });

    // A "ref" would begin at those without a time, which are all that ended.
    assertThat(plan).isEqualTo("range " + fixture.prefix() + "outbox_due");
    assertThat(store.untilNextDue()).contains(Duration.ZERO);
  }
}
