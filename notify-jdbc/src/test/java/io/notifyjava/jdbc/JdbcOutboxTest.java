package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract of outbox stores leaves open. */
class JdbcOutboxTest {

  static Stream<StoreFixture> databases() {
    List<StoreFixture> all = new ArrayList<>(List.of(StoreFixture.h2(), StoreFixture.postgres()));
    MariaDb.server().map(StoreFixture::mariaDb).ifPresent(all::add);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void providersText_isKeptHoweverOddItIs(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      store.insert(Drafts.drafts(1, 2));
      List<OutboxLease> leases = store.turn(List.of(), Drafts.claim("n1", 2)).leases();
      String odd = "a\u0000b\ud800c\ud83d\ude00" + "z".repeat(600);

      store.turn(List.of(Drafts.verdict(leases.get(0), odd), Drafts.accepted(leases.get(1))), null);
      assertThat(store.counts().of(OutboxState.ACCEPTED)).isEqualTo(2);
      assertThat(store.find(leases.get(0).id()).orElseThrow().providerId())
          .startsWith("a?b?c\ud83d\ude00zzz")
          .hasSize(512);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void textThatCannotBeKept_isRefusedBeforeAnythingIsPut(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();
      List<OutboxDraft> drafts = List.of(Drafts.draft(1), Drafts.draft(2, 10, "a\u0000b"));

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(() -> store.insert(drafts))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNSTORABLE))
          .withMessageStartingWith("correlationId must be valid Unicode")
          .withMessageNotContaining("a\u0000b");
      assertThat(store.counts().open()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void connectionInAutoCommitMode_isRefused(StoreFixture fixture) throws Exception {
    try (fixture;
        Connection connection = fixture.connection()) {
      JdbcOutbox store = JdbcOutbox.in(fixture.database());
      store.prepare();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.insert(connection, Drafts.drafts(1, 1)))
          .withMessageStartingWith("The connection is in auto-commit mode");
      assertThat(store.counts().open()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void connections_comeBackAsTheyWere(StoreFixture fixture) throws Exception {
    try (fixture;
        Connection connection = fixture.connection()) {
      int isolation = connection.getTransactionIsolation();
      connection.setAutoCommit(false);
      JdbcDatabase database =
          JdbcDatabase.dataSource(new OneConnection(connection))
              .tablePrefix(fixture.prefix())
              .build();
      JdbcOutbox store = JdbcOutbox.in(database);
      store.prepare();
      store.insert(Drafts.drafts(1, 1));
      store.turn(List.of(), Drafts.claim("n1", 1));

      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  @Test
  void databaseThatIsNotKnown_isRefused() {
    JdbcOutbox store =
        JdbcOutbox.in(JdbcDatabase.dataSource(OneConnection.to("jdbc:sqlite::memory:")).build());

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(store::prepare)
        .withMessageContaining("use JdbcDatabase.file(path)");
  }

  @Test
  void settings_areHeldAgainstTheirRanges() {
    JdbcDatabase.Builder builder = JdbcDatabase.url("jdbc:postgresql://localhost/x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeout(Duration.ofMillis(999)))
        .withMessage("timeout must be 1 s to 5 min, but was PT0.999S");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnections(0));
    assertThatIllegalArgumentException().isThrownBy(() -> JdbcDatabase.url("postgresql://x"));
    assertThatIllegalArgumentException().isThrownBy(() -> JdbcDatabase.url("jdbc:sqlite:x"));
  }
}
