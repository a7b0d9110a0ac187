package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.outbox.OutboxException;
import java.io.IOException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What may befall a server: a crash, silence, absence. */
class PostgresFaultTest {

  private static JdbcDatabase.Builder pooled(Postgres server) {
    return JdbcDatabase.url(server.url())
        .user("postgres")
        .maxConnections(3)
        .timeout(Duration.ofSeconds(1));
  }

  @Test
  void postgresqlThatCrashesInTheMiddle_losesNothing() throws Exception {
    try (Postgres server = Postgres.another();
        JdbcOutbox store = JdbcOutbox.owning(pooled(server).build())) {
      Survival.survives(store, server::crashAndRestart);
    }
  }

  @Test
  void serverThatSaysNothing_isGivenUpInTime() throws Exception {
    try (Postgres server = Postgres.another();
        JdbcOutbox store = JdbcOutbox.owning(pooled(server).build())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptions()
          .until(() -> Survival.ready(store));
      Survival.insist(store, 1);
      List<ProcessHandle> all =
          Stream.concat(Stream.of(server.process()), server.process().children()).toList();
      signal(all, "STOP");
      try {
        for (int i = 2; i <= 4; i++) {
          int number = i;
          long begin = System.nanoTime();
          assertThatExceptionOfType(OutboxException.class)
              .isThrownBy(() -> store.insert(Drafts.drafts(number, 1)))
              .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE));
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
        // Three for this pool, and three for that of the test which may run beside.
        assertThat(Thread.getAllStackTraces().keySet())
            .filteredOn(thread -> thread.getName().startsWith("notify-jdbc"))
            .hasSizeLessThanOrEqualTo(6);
      } finally {
        signal(all, "CONT");
      }
      Survival.insist(store, 5);
      assertThat(store.find(Drafts.id(1))).isPresent();
      assertThat(store.find(Drafts.id(5))).isPresent();
    }
  }

  @Test
  void serverThatOnlyReads_asAfterAFailover_isLeftForAnother() throws Exception {
    try (JdbcDatabase database =
            pooled(Postgres.server()).maxConnections(1).tablePrefix("failover_").build();
        JdbcOutbox store = JdbcOutbox.in(database)) {
      store.prepare();
      for (Runnable writing :
          List.<Runnable>of(
              () -> store.insert(Drafts.drafts(1, 1)),
              () -> store.turn(List.of(), Drafts.claim("n1", 1)))) {
        demote(database);
        assertThatExceptionOfType(OutboxException.class)
            .isThrownBy(writing::run)
            .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
            .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse())
            .withMessageContaining("25006");
        writing.run();
      }
      assertThat(store.counts().open()).isEqualTo(1);
    }
  }

  /** What the one connection of the pool leads to was the primary until now. */
  private static void demote(JdbcDatabase database) throws DbException {
    database.read(
        "demote",
        session -> {
          try (Statement statement = session.connection().createStatement()) {
            return statement.execute("SET default_transaction_read_only = on");
          }
        });
  }

  private static void signal(List<ProcessHandle> processes, String name)
      throws IOException, InterruptedException {
    for (ProcessHandle process : processes) {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  @Test
  void serverThatIsNotThere_isNamedWithoutPassword() {
    JdbcDatabase database =
        JdbcDatabase.url("jdbc:postgresql://127.0.0.1:1/none")
            .user("canary-user")
            .password(io.notifyjava.message.Secret.of("canary-password"))
            .timeout(Duration.ofSeconds(1))
            .build();
    try (JdbcOutbox store = JdbcOutbox.owning(database)) {
      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(() -> store.insert(Drafts.drafts(1, 1)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
          .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse())
          .satisfies(
              e -> {
                for (Throwable t = e; t != null; t = t.getCause()) {
                  assertThat(t.toString()).doesNotContain("canary-password");
                }
              });
      assertThat(store.toString()).doesNotContain("canary");
    }
  }
}
