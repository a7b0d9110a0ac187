package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.Notifier;
import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.message.Secret;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract of stores of idempotency keys leaves open, and whole notifiers over one. */
class JdbcIdempotencyStoreTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static IdempotencyClaim claim(int key) {
    return new IdempotencyClaim("%032x".formatted(key), "", "o", MINUTE, MINUTE);
  }

  private static Idempotency shared(JdbcDatabase database) {
    return Idempotency.in(JdbcIdempotencyStore.in(database)).keySecret(Secret.of("s3cret")).build();
  }

  @ParameterizedTest
  @MethodSource("io.notifyjava.jdbc.SchemaTest#databases")
  void sameKeyAtOnceOnTwoNotifiersAHundredTimes_isSentOnceEach(StoreFixture fixture)
      throws Exception {
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (fixture;
        Notifier here = node(provider, fixture);
        Notifier there = node(provider, fixture)) {
      for (int round = 0; round < 100; round++) {
        TestMessage message = TestMessage.to("bob").idempotencyKey("order-" + round).build();
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<SendResult>> results = new ArrayList<>();
        for (Notifier node : List.of(here, there)) {
          results.add(
              threads.submit(
                  () -> {
                    together.await();
                    return node.send(message);
                  }));
        }
        for (Future<SendResult> result : results) {
          result.get();
        }
        assertThat(provider.sent()).hasSize(round + 1);
        assertThat(((Accepted) here.send(message)).receipt().repeated()).isTrue();
        assertThat(((Accepted) there.send(message)).receipt().repeated()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Notifier node(RecordingProvider<TestMessage> provider, StoreFixture fixture) {
    return Notifier.builder()
        .provider("main", provider)
        .idempotency(shared(fixture.database()))
        .build();
  }

  @Test
  void table_holdsNothingInTheClear() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2();
        Notifier notifier = node(RecordingProvider.of(TestMessage.class), fixture)) {
      notifier.send(TestMessage.to("bob-from-sales").idempotencyKey("order-4711").build());

      try (Connection connection = fixture.connection();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT * FROM " + fixture.prefix() + "idempotency")) {
        assertThat(row.next()).isTrue();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          assertThat(row.getString(i)).doesNotContain("bob", "4711");
        }
        assertThat(row.getString("result")).startsWith("v=1\noutcome=ACCEPTED\naccount=main\n");
      }
    }
  }

  @Test
  void databaseThatIsAway_leavesMessagesWithAKeyUnsent() throws Exception {
    RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);
    try (StoreFixture fixture = StoreFixture.h2();
        Notifier notifier = node(provider, fixture)) {
      fixture.execute("SHUTDOWN");

      SendResult result = notifier.send(TestMessage.to("bob").idempotencyKey("order-1").build());

      assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.OVERLOADED);
      assertThat(result.failure().orElseThrow().text())
          .contains("threw io.notifyjava.jdbc.JdbcException");
      assertThat(provider.sent()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.notifyjava.jdbc.SchemaTest#databases")
  void rowsWhoseWindowIsOver_areRemovedAlongTheWay(StoreFixture fixture) throws Exception {
    try (fixture) {
      IdempotencyStore store = JdbcIdempotencyStore.in(fixture.database());
      for (int key = 0; key < 63; key++) {
        store.claim(claim(key));
      }
      fixture.execute("UPDATE " + fixture.prefix() + "idempotency SET window_end = 1");

      store.claim(claim(100));

      try (Connection connection = fixture.connection();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT count(*) FROM " + fixture.prefix() + "idempotency")) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void tablesOfANewerVersion_areRefused() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcIdempotencyStore.in(fixture.database()).claim(claim(1));
      fixture.execute("UPDATE " + fixture.prefix() + "schema SET version = 2");

      IdempotencyStore later = JdbcIdempotencyStore.in(fixture.database());
      assertThatExceptionOfType(JdbcException.class)
          .isThrownBy(() -> later.claim(claim(1)))
          .withMessageContaining("tables of the idempotency are of version 2");
    }
  }

  @Test
  void keysInAFile_outliveTheProcess() throws Exception {
    java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("notify-keys");
    try (JdbcDatabase database = JdbcDatabase.file(folder.resolve("keys.db")).build()) {
      JdbcIdempotencyStore.in(database).claim(claim(1));
      JdbcIdempotencyStore.in(database).record(claim(1), "text");
    }
    try (JdbcDatabase database = JdbcDatabase.file(folder.resolve("keys.db")).build()) {
      assertThat(JdbcIdempotencyStore.in(database).claim(claim(1)))
          .isEqualTo(new IdempotencyVerdict.Ended("", "text"));
    }
  }
}
