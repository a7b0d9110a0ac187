package io.notifyjava.benchmarks.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.mariadb.MariaDbStorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.storage.sql.sqlite.SqLiteStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.gson.GsonJsonMapper;
import org.jspecify.annotations.Nullable;

/** JobRunr with the shortest poll interval that it takes, 5 seconds. */
final class JobRunrQueue implements Queue {

  /**
   * A job.
   *
   * @param payload what is stored
   */
  public record Work(String payload) implements JobRequest {

    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Does jobs. */
  public static final class Handler implements JobRequestHandler<Work> {

    @Override
    public void run(Work work) {
      Jobs.current().done(work.payload());
    }
  }

  private static final JobActivator ACTIVATOR =
      new JobActivator() {
        @Override
        public <T> T activateJob(Class<T> type) {
          return type.cast(new Handler());
        }
      };

  private final HikariDataSource pool;
  private final StorageProvider storage;
  private final JsonMapper mapper = new GsonJsonMapper();
  private final JobRequestScheduler scheduler;
  private final int workers;
  private @Nullable BackgroundJobServer server;

  JobRunrQueue(Store store, int workers) {
    this.workers = workers;
    pool = store.pool(workers + 8);
    storage = storage(store, pool);
    storage.setJobMapper(new JobMapper(mapper));
    scheduler = new JobRequestScheduler(storage);
  }

  private static StorageProvider storage(Store store, HikariDataSource pool) {
    if (store.isSqlite()) {
      return new SqLiteStorageProvider(pool);
    }
    return store.isMariaDb() ? new MariaDbStorageProvider(pool) : new PostgresStorageProvider(pool);
  }

  @Override
  public void put(String payload) {
    scheduler.enqueue(new Work(payload));
  }

  @Override
  public void start() {
    BackgroundJobServer started =
        new BackgroundJobServer(
            storage,
            mapper,
            ACTIVATOR,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollInterval(Duration.ofSeconds(5))
                .andWorkerCount(workers));
    started.start();
    server = started;
  }

  @Override
  public void stop() {
    BackgroundJobServer running = server;
    server = null;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public void close() {
    stop();
    scheduler.shutdown();
    storage.close();
    pool.close();
  }
}
