package io.notifyjava.benchmarks.outbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler as its documentation sets it up for many executions a second: immediate execution, a
 * serializer that costs nothing, and on PostgreSQL claims in blocks with {@code SKIP LOCKED}, which
 * it does not offer for MariaDB.
 */
final class DbSchedulerQueue implements Queue {

  private final Clock clock = Clock.systemUTC();
  private final Store store;
  private final int workers;
  private final HikariDataSource pool;
  private final OneTimeTask<String> task =
      Tasks.oneTime("send", String.class)
          .execute((instance, context) -> Jobs.current().done(instance.getData()));
  private final SchedulerClient client;
  private @Nullable Scheduler scheduler;

  DbSchedulerQueue(Store store, int workers) throws SQLException {
    this.store = store;
    this.workers = workers;
    this.pool = store.pool(workers + 8);
    // As its scripts for each of them say.
    String bytes = store.isSqlite() || store.isMariaDb() ? "BLOB" : "BYTEA";
    String instant = store.isSqlite() ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE";
    String name = "TEXT";
    if (store.isMariaDb()) {
      instant = "TIMESTAMP(6) NULL";
      name = "VARCHAR(100)";
    }
    Store.execute(
        pool,
        List.of(
            """
            CREATE TABLE scheduled_tasks (
              task_name %3$s NOT NULL, task_instance %3$s NOT NULL, task_data %1$s,
              execution_time %4$s NOT NULL, picked BOOLEAN NOT NULL, picked_by TEXT,
              last_success %2$s, last_failure %2$s, consecutive_failures INT, last_heartbeat %2$s,
              version BIGINT NOT NULL, priority SMALLINT, PRIMARY KEY (task_name, task_instance))
            """
                .formatted(bytes, instant, name, instant.replace(" NULL", "")),
            "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
            "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)"));
    this.client = SchedulerClient.Builder.create(pool, task).serializer(new Utf8()).build();
  }

  @Override
  public void put(String payload) {
    Scheduler running = scheduler;
    SchedulerClient through = running == null ? client : running;
    through.scheduleIfNotExists(
        task.instance(UUID.randomUUID().toString(), payload), clock.instant());
  }

  @Override
  public void start() {
    SchedulerBuilder builder =
        Scheduler.create(pool, task)
            .threads(workers)
            .serializer(new Utf8())
            .pollingInterval(Duration.ofSeconds(1))
            .enableImmediateExecution();
    if (!store.isSqlite() && !store.isMariaDb()) {
      builder.pollUsingLockAndFetch(0.5, 4.0);
    }
    Scheduler started = builder.build();
    started.start();
    scheduler = started;
  }

  @Override
  public void stop() {
    Scheduler running = scheduler;
    scheduler = null;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public void close() {
    stop();
    pool.close();
  }

  /** Text as it is. */
  private static final class Utf8 implements Serializer {

    @Override
    public byte[] serialize(Object data) {
      return data == null ? new byte[0] : data.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] bytes) {
      return type.cast(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
