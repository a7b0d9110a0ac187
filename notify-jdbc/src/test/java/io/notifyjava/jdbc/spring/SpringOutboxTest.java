package io.notifyjava.jdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.notifyjava.Notifier;
import io.notifyjava.jdbc.JdbcDatabase;
import io.notifyjava.jdbc.JdbcOutbox;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.Outbox;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendFailedException;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages in Spring's transactions. The outbox looks into its table once an hour, so what is sent
 * within a test was sent because the commit woke it.
 */
class SpringOutboxTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final DataSource pool = database();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final TransactionTemplate transaction = transactions(pool);
  private final JdbcDatabase database = JdbcDatabase.dataSource(pool).build();
  private final Notifier notifier =
      Notifier.builder()
          .provider(
              "main",
              RecordingProvider.of(TestMessage.class)
                  .always(
                      message -> {
                        sent.add(message.content());
                        return SendResult.accepted(
                            Receipt.of(message.content(), ManualClock.START));
                      })
                  .objectsTo(
                      message -> message.content().equals("odd") ? List.of("odd") : List.of()))
          .outbox(
              JdbcOutbox.in(database),
              OutboxOptions.builder().pollInterval(Duration.ofHours(1)).build())
          .build();
  private final SpringOutbox outbox = SpringOutbox.of(notifier.outbox(), pool);

  private static DataSource database() {
    return JdbcConnectionPool.create(
        "jdbc:h2:mem:spring" + NUMBERS.incrementAndGet() + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  private static TransactionTemplate transactions(DataSource source) {
    return new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  @BeforeEach
  void shop() {
    jdbc.execute("CREATE TABLE orders (id INT PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(10));
    database.close();
    ((JdbcConnectionPool) pool).dispose();
  }

  private String nextSent() throws InterruptedException {
    return String.valueOf(sent.poll(20, TimeUnit.SECONDS));
  }

  private int orders() {
    return jdbc.queryForObject("SELECT count(*) FROM orders", Integer.class);
  }

  private long rows() {
    return outbox.counts().byState().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void wake_comesOnceTheEntryCanBeSeenByAll() {
    List<Long> seen = new ArrayList<>();
    Outbox watched =
        (Outbox)
            Proxy.newProxyInstance(
                Outbox.class.getClassLoader(),
                new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("wake")) {
                    // By a connection of the outbox's own.
                    seen.add(notifier.outbox().counts().open());
                    return null;
                  }
                  return method.invoke(notifier.outbox(), arguments);
                });

    transaction.executeWithoutResult(
        status -> SpringOutbox.of(watched, pool).enqueue(TestMessage.of("ada", "thanks")));

    assertThat(seen).containsExactly(1L);
  }

  @Test
  void committed_isSentRightAfterTheCommitAndNotBefore() throws Exception {
    OutboxId id =
        transaction.execute(
            status -> {
              jdbc.update("INSERT INTO orders VALUES (1)");
              OutboxId put = outbox.enqueue(TestMessage.of("ada", "thanks"));
              notifier.outbox().wake();
              // Another connection: not there for anybody else before the commit.
              assertThat(notifier.outbox().find(put)).isEmpty();
              return put;
            });

    assertThat(nextSent()).isEqualTo("thanks");
    assertThat(orders()).isEqualTo(1);
    assertThat(outbox.find(id)).isPresent();
  }

  @Test
  void rolledBack_isNeverSentAndLeavesNoRow() throws Exception {
    Throwable thrown =
        catchThrowable(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      jdbc.update("INSERT INTO orders VALUES (1)");
                      outbox.enqueue(TestMessage.of("ada", "thanks"));
                      throw new IllegalArgumentException("no stock");
                    }));

    assertThat(thrown).hasMessage("no stock");
    assertThat(orders()).isZero();
    assertThat(rows()).isZero();
    outbox.enqueue(TestMessage.of("ada", "later"));
    assertThat(nextSent()).isEqualTo("later");
  }

  @Test
  void rolledBackToASavepoint_isUndoneAlone() throws Exception {
    DefaultTransactionDefinition nested =
        new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED);
    TransactionTemplate inner =
        new TransactionTemplate(transaction.getTransactionManager(), nested);

    transaction.executeWithoutResult(
        status -> {
          outbox.enqueue(TestMessage.of("ada", "kept"));
          inner.executeWithoutResult(
              deeper -> {
                outbox.enqueue(TestMessage.of("ada", "undone"));
                deeper.setRollbackOnly();
              });
        });

    assertThat(nextSent()).isEqualTo("kept");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void transactionOfItsOwn_isSentWhateverBecomesOfTheOuterOne() throws Exception {
    TransactionTemplate own =
        new TransactionTemplate(
            transaction.getTransactionManager(),
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));

    transaction.executeWithoutResult(
        status -> {
          outbox.enqueue(TestMessage.of("ada", "undone"));
          own.executeWithoutResult(inner -> outbox.enqueue(TestMessage.of("ada", "own")));
          status.setRollbackOnly();
        });

    assertThat(nextSent()).isEqualTo("own");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void withoutTransaction_isPutAtOnce() throws Exception {
    List<OutboxId> ids =
        outbox.enqueueAll(
            List.of(TestMessage.of("ada", "one"), TestMessage.of("ada", "two")),
            EnqueueOptions.defaults());

    assertThat(ids).hasSize(2);
    assertThat(List.of(nextSent(), nextSent())).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void several_areAllOrNoneByTheTransaction() throws Exception {
    List<TestMessage> good = List.of(TestMessage.of("ada", "one"), TestMessage.of("ada", "two"));
    List<TestMessage> bad = List.of(TestMessage.of("ada", "three"), TestMessage.of("ada", "odd"));

    assertThatExceptionOfType(SendFailedException.class)
        .isThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> outbox.enqueueAll(bad, EnqueueOptions.defaults())));
    transaction.executeWithoutResult(status -> outbox.enqueueAll(good, EnqueueOptions.defaults()));

    assertThat(List.of(nextSent(), nextSent())).containsExactlyInAnyOrder("one", "two");
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void oneCommit_wakesOnceHoweverManyItHolds() {
    AtomicInteger woken = new AtomicInteger();
    Outbox counting =
        (Outbox)
            Proxy.newProxyInstance(
                Outbox.class.getClassLoader(),
                new Class<?>[] {Outbox.class},
                (proxy, method, given) ->
                    switch (method.getName()) {
                      case "wake" -> woken.incrementAndGet() < 0 ? proxy : null;
                      case "equals" -> proxy == given[0];
                      case "hashCode" -> 1;
                      default -> method.invoke(notifier.outbox(), given);
                    });
    SpringOutbox through = SpringOutbox.of(counting, pool);

    transaction.executeWithoutResult(
        status -> {
          for (int i = 0; i < 20; i++) {
            through.enqueue(TestMessage.of("ada", "n" + i));
          }
          assertThat(woken).hasValue(0);
        });

    assertThat(woken).hasValue(1);
  }

  @Test
  void readOnlyTransaction_isRefused() {
    DefaultTransactionDefinition reading = new DefaultTransactionDefinition();
    reading.setReadOnly(true);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new TransactionTemplate(transaction.getTransactionManager(), reading)
                    .executeWithoutResult(
                        status -> outbox.enqueue(TestMessage.of("ada", "thanks"))))
        .withMessage(
            "The transaction of this thread is read-only, so a message cannot be part of it; enqueue"
                + " in one that may write");
    assertThat(rows()).isZero();
  }

  @Test
  void transactionOfAnotherDataSource_isRefused() {
    DataSource other = database();
    try {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  transactions(other)
                      .executeWithoutResult(
                          status -> outbox.enqueue(TestMessage.of("ada", "thanks"))))
          .withMessageStartingWith(
              "The transaction of this thread does not go through the data source of this outbox");
      assertThat(rows()).isZero();
      // Given back; the outbox itself has one only while it looks.
      await().until(() -> ((JdbcConnectionPool) pool).getActiveConnections() == 0);
    } finally {
      ((JdbcConnectionPool) other).dispose();
    }
  }

  @Test
  void proxyOfTheDataSource_takesPartAsTheDataSourceDoes() throws Exception {
    SpringOutbox proxied =
        SpringOutbox.of(notifier.outbox(), new TransactionAwareDataSourceProxy(pool));

    transaction.executeWithoutResult(
        status -> {
          proxied.enqueue(TestMessage.of("ada", "undone"));
          status.setRollbackOnly();
        });
    transaction.executeWithoutResult(status -> proxied.enqueue(TestMessage.of("ada", "thanks")));

    assertThat(nextSent()).isEqualTo("thanks");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void noConnectionToBeHad_saysThatNothingWasPut() {
    DataSource broken = new Broken();
    DataSource other = database();
    try {
      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(
              () ->
                  transactions(other)
                      .executeWithoutResult(
                          status ->
                              SpringOutbox.of(notifier.outbox(), broken)
                                  .enqueue(TestMessage.of("ada", "thanks"))))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNAVAILABLE))
          .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse());
    } finally {
      ((JdbcConnectionPool) other).dispose();
    }
  }

  @Test
  void notifierClosedBeforeTheCommit_leavesTheCommitAlone() {
    OutboxId id =
        transaction.execute(
            status -> {
              OutboxId put = outbox.enqueue(TestMessage.of("ada", "thanks"));
              notifier.close(Duration.ofSeconds(10));
              return put;
            });

    try (JdbcOutbox store = JdbcOutbox.in(database)) {
      assertThat(store.find(id).orElseThrow().state()).isEqualTo(OutboxState.PENDING);
    }
  }

  /** Lends nothing. */
  private static final class Broken extends AbstractDataSource {

    @Override
    public java.sql.Connection getConnection() throws SQLException {
      throw new SQLException("no route", "08001");
    }

    @Override
    public java.sql.Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
