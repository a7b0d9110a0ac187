package io.notifyjava.jdbc.spring;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.Outbox;
import io.notifyjava.outbox.OutboxCounts;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An outbox that takes part in the transaction which Spring has begun in the calling thread: what
 * was enqueued is sent if, and only if, that commits, and sending begins right after the commit.
 *
 * <p>In a thread without a transaction a message is put at once, as the outbox beneath does it. In
 * a transaction that could not carry it along (of another data source, or a read-only one)
 * enqueueing is refused, since the message would be sent, or lost, whatever became of that.
 *
 * <p>That is told by the connection's auto-commit mode. So a pool whose connections come with it
 * turned off must belong to the transaction manager of the thread, or what was put is undone when
 * Spring gives the connection back.
 *
 * <p>Works with every transaction manager that binds its connection to the data source: {@code
 * DataSourceTransactionManager}, {@code JdbcTransactionManager}, and the one of JPA where its
 * dialect lends the JDBC connection, as Hibernate's does. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SpringOutbox implements Outbox {

  private final Outbox outbox;
  private final DataSource dataSource;

  private SpringOutbox(Outbox outbox, DataSource dataSource) {
    this.outbox = Objects.requireNonNull(outbox, "outbox");
    Objects.requireNonNull(dataSource, "dataSource");
    // Transactions are bound to what stands behind the proxy, as transaction managers look there.
    this.dataSource =
        dataSource instanceof TransactionAwareDataSourceProxy proxy
            ? Objects.requireNonNull(proxy.getTargetDataSource(), "the proxy's target")
            : dataSource;
  }

  /**
   * Returns the outbox of a notifier for use in transactions.
   *
   * @param outbox one whose store lies in the database of the data source
   * @param dataSource the one that the transaction manager has
   */
  public static SpringOutbox of(Outbox outbox, DataSource dataSource) {
    return new SpringOutbox(outbox, dataSource);
  }

  /**
   * Puts a message in the thread's transaction, or at once if there is none.
   *
   * @throws IllegalStateException if the thread's transaction is read-only, or does not go through
   *     the data source
   * @throws io.notifyjava.result.SendFailedException if the message could never be sent: nothing
   *     was put
   * @throws OutboxException if it was not put, or the same key was used for another message
   */
  @Override
  public OutboxId enqueue(Message message, EnqueueOptions options) {
    return isTransaction()
        ? inTransaction(List.of(message), options).get(0)
        : outbox.enqueue(message, options);
  }

  /**
   * Puts messages in the thread's transaction, or at once, all or none, if there is none. If one is
   * refused within a transaction, those before it are in it; let the exception undo it.
   *
   * @throws IllegalStateException as {@link #enqueue(Message, EnqueueOptions)}
   */
  @Override
  public List<OutboxId> enqueueAll(Collection<? extends Message> messages, EnqueueOptions options) {
    return isTransaction()
        ? inTransaction(messages, options)
        : outbox.enqueueAll(messages, options);
  }

  private static boolean isTransaction() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  private List<OutboxId> inTransaction(
      Collection<? extends Message> messages, EnqueueOptions options) {
    if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      throw new IllegalStateException(
          "The transaction of this thread is read-only, so a message cannot be part of it; enqueue in"
              + " one that may write");
    }
    Connection connection = connection();
    try {
      ensureTransactional(connection);
      List<OutboxId> ids = new ArrayList<>(messages.size());
      for (Message message : messages) {
        ids.add(outbox.enqueue(connection, message, options));
      }
      TransactionSynchronizationManager.registerSynchronization(new WakeAfterCommit(outbox));
      return List.copyOf(ids);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  /**
   * Spring keeps a connection for the thread's transaction even if that transaction is another data
   * source's; then nobody turned off its auto-commit mode.
   */
  private static void ensureTransactional(Connection connection) {
    boolean autoCommit;
    try {
      autoCommit = connection.getAutoCommit();
    } catch (SQLException e) {
      throw unavailable(e);
    }
    if (autoCommit) {
      throw new IllegalStateException(
          "The transaction of this thread does not go through the data source of this outbox, so a"
              + " message would be sent whatever became of it; give SpringOutbox the data source"
              + " that the transaction manager has, or enqueue outside of the transaction");
    }
  }

  private Connection connection() {
    try {
      return DataSourceUtils.getConnection(dataSource);
    } catch (CannotGetJdbcConnectionException e) {
      throw unavailable(e);
    }
  }

  private static OutboxException unavailable(Exception cause) {
    return new OutboxException(
        OutboxException.Kind.UNAVAILABLE,
        false,
        "There is no connection for the transaction of this thread; nothing was enqueued",
        cause);
  }

  @Override
  public OutboxId enqueue(Connection connection, Message message, EnqueueOptions options) {
    return outbox.enqueue(connection, message, options);
  }

  @Override
  public void wake() {
    outbox.wake();
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    return outbox.find(id);
  }

  @Override
  public Optional<OutboxEntry> find(IdempotencyKey key, Recipient recipient) {
    return outbox.find(key, recipient);
  }

  @Override
  public boolean cancel(OutboxId id) {
    return outbox.cancel(id);
  }

  @Override
  public boolean retry(OutboxId id) {
    return outbox.retry(id);
  }

  @Override
  public long retryDead() {
    return outbox.retryDead();
  }

  @Override
  public OutboxCounts counts() {
    return outbox.counts();
  }

  @Override
  public long purge(Duration age, Set<OutboxState> states) {
    return outbox.purge(age, states);
  }
}
