package io.notifyjava.jdbc;

import io.notifyjava.template.StoredTemplate;
import io.notifyjava.template.TemplateException;
import io.notifyjava.template.TemplateFormat;
import io.notifyjava.template.TemplateRegistry;
import io.notifyjava.template.TemplateStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Templates in a table of a {@link JdbcDatabase}, by default one that looks like {@code
 * mega_wechat_template}: {@code tmpl_key}, {@code title}, {@code template}, {@code created_at},
 * {@code updated_at}.
 *
 * <p>Reads only. A {@link TemplateRegistry} before it parses and caches; {@link #watch} has it read
 * again what other nodes changed. Thread-safe.
 *
 * @since 0.1.0
 */
public final class JdbcTemplateStore implements TemplateStore {

  private static final Logger log = LoggerFactory.getLogger(JdbcTemplateStore.class);

  private final JdbcDatabase database;
  private final Builder names;
  private final String find;
  private final String keys;
  private final String mark;

  private JdbcTemplateStore(Builder builder) {
    this.database = builder.database;
    this.names = builder;
    this.find =
        "SELECT %s, %s, %s FROM %s WHERE %s = ?"
            .formatted(names.key, names.title, names.template, names.table, names.key);
    this.keys = "SELECT %s FROM %s".formatted(names.key, names.table);
    this.mark =
        "SELECT %s, %s, length(%s), length(%s) FROM %s ORDER BY %s"
            .formatted(
                names.key, names.updatedAt, names.title, names.template, names.table, names.key);
  }

  /** Begins a store with the default names. */
  public static Builder in(JdbcDatabase database) {
    return new Builder(database);
  }

  /**
   * Makes the table if it is not there; for those who begin with an empty database.
   *
   * @throws TemplateException if the database does not allow it
   */
  public void prepare() {
    String sql =
        """
        CREATE TABLE IF NOT EXISTS %s (
          %s varchar(128) NOT NULL PRIMARY KEY,
          %s varchar(255),
          %s text NOT NULL,
          %s timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
          %s timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL
        )"""
            .formatted(
                names.table,
                names.key,
                names.title,
                names.template,
                names.createdAt,
                names.updatedAt);
    told(
        () ->
            database.write(
                "make the table of templates",
                session -> {
                  // By default MariaDB keeps no Chinese, and takes "paid" and "Paid" for one key.
                  String letters =
                      session.dialect().isMysql()
                          ? " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                          : "";
                  try (Statement statement = session.connection().createStatement()) {
                    return statement.execute(sql + letters);
                  }
                }));
  }

  @Override
  public Optional<StoredTemplate> find(String key) {
    return told(
        () ->
            database.read(
                "read a template",
                session -> {
                  try (PreparedStatement statement = session.prepare(find)) {
                    statement.setString(1, key);
                    try (ResultSet row = statement.executeQuery()) {
                      return exact(row, key);
                    }
                  }
                }));
  }

  /** Some collations find other keys too, such as those in capital letters. */
  private Optional<StoredTemplate> exact(ResultSet row, String key) throws SQLException {
    while (row.next()) {
      if (key.equals(row.getString(1))) {
        String title = row.getString(2);
        String source = row.getString(3);
        if (source == null) {
          throw new TemplateException(
              "Template '" + key + "' has no text in column " + names.template + "; fill it in");
        }
        return Optional.of(
            new StoredTemplate(key, title == null ? "" : title, names.format, source));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<String> keys() {
    return told(
        () ->
            database.read(
                "read the keys of templates",
                session -> {
                  try (PreparedStatement statement = session.prepare(keys);
                      ResultSet row = statement.executeQuery()) {
                    List<String> found = new ArrayList<>();
                    while (row.next()) {
                      found.add(row.getString(1));
                    }
                    found.sort(null);
                    return found;
                  }
                }));
  }

  /**
   * Has a registry read everything again when the table changed: looks at the keys, the {@code
   * updated_at} and the lengths of all rows at this interval, so a change is seen by this node
   * after at most the interval and the time of a refresh, also one by somebody whose clock is
   * behind. After a change it reads once more the next time, since another change in the same
   * second would have the same mark.
   *
   * @param executor whose threads look and read; never shut down here
   * @param interval 2 s or more
   * @return closes the watch
   */
  public AutoCloseable watch(
      TemplateRegistry registry, ScheduledExecutorService executor, Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(2)) < 0) {
      throw new IllegalArgumentException(
          "interval must be 2 s or more, since updated_at may count seconds, but was " + interval);
    }
    Watch watch = new Watch(registry);
    ScheduledFuture<?> looking =
        executor.scheduleWithFixedDelay(watch::look, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    return () -> looking.cancel(false);
  }

  Watch watch(TemplateRegistry registry) {
    return new Watch(registry);
  }

  private String mark() {
    return told(
        () ->
            database.read(
                "look for changed templates",
                session -> {
                  try (PreparedStatement statement = session.prepare(mark);
                      ResultSet row = statement.executeQuery()) {
                    StringBuilder all = new StringBuilder();
                    while (row.next()) {
                      for (int column = 1; column <= 4; column++) {
                        all.append(row.getString(column)).append('/');
                      }
                      all.append('\n');
                    }
                    return all.toString();
                  }
                }));
  }

  private interface Doing<T> {
    T done() throws DbException;
  }

  private <T> T told(Doing<T> doing) {
    try {
      return doing.done();
    } catch (DbException e) {
      throw new TemplateException("The table " + names.table + ": " + e.getMessage(), e.getCause());
    }
  }

  @Override
  public String toString() {
    return "JdbcTemplateStore[" + names.table + " in " + database + "]";
  }

  /** Remembers what the table looked like. */
  final class Watch {

    private final TemplateRegistry registry;
    private final AtomicReference<String> seen = new AtomicReference<>("");
    private boolean again;
    private boolean failed;

    Watch(TemplateRegistry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Looks once, and reads if there is something new. Never throws, or nobody would look again.
     */
    synchronized void look() {
      try {
        String now = mark();
        boolean changed = !now.equals(seen.get());
        if (changed || again) {
          registry.refreshAll();
          seen.set(now);
        }
        again = changed;
        failed = false;
      } catch (RuntimeException e) {
        if (failed) {
          log.debug("Templates could still not be read again: {}", e.getMessage());
        } else {
          log.warn("Templates could not be read again, so all stay: {}", e.getMessage());
        }
        failed = true;
      }
    }
  }

  /**
   * Sets up a store. Names are 1 to 63 letters, digits or underscores, not beginning with a digit;
   * that of the table may have a schema before it. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final JdbcDatabase database;
    private String table = "mega_wechat_template";
    private String key = "tmpl_key";
    private String title = "title";
    private String template = "template";
    private String createdAt = "created_at";
    private String updatedAt = "updated_at";
    private TemplateFormat format = TemplateFormat.JSON;

    private Builder(JdbcDatabase database) {
      this.database = Objects.requireNonNull(database, "database");
    }

    /** The table; {@code mega_wechat_template} by default. */
    public Builder table(String table) {
      int dot = table.indexOf('.');
      if (dot >= 0) {
        Names.checked("schema of table", table.substring(0, dot));
      }
      Names.checked("table", table.substring(dot + 1));
      this.table = table;
      return this;
    }

    /** Column of the key; {@code tmpl_key} by default. */
    public Builder keyColumn(String column) {
      this.key = Names.checked("keyColumn", column);
      return this;
    }

    /** Column of the title; {@code title} by default. */
    public Builder titleColumn(String column) {
      this.title = Names.checked("titleColumn", column);
      return this;
    }

    /** Column of the document; {@code template} by default. */
    public Builder templateColumn(String column) {
      this.template = Names.checked("templateColumn", column);
      return this;
    }

    /**
     * Column of when it was made, for {@link JdbcTemplateStore#prepare()}; {@code created_at} by
     * default.
     */
    public Builder createdAtColumn(String column) {
      this.createdAt = Names.checked("createdAtColumn", column);
      return this;
    }

    /** Column of the latest change, of any type that grows; {@code updated_at} by default. */
    public Builder updatedAtColumn(String column) {
      this.updatedAt = Names.checked("updatedAtColumn", column);
      return this;
    }

    /** What kind of documents they are; JSON by default. */
    public Builder format(TemplateFormat format) {
      this.format = Objects.requireNonNull(format, "format");
      return this;
    }

    /** Returns the store; reads nothing yet. */
    public JdbcTemplateStore build() {
      return new JdbcTemplateStore(this);
    }
  }
}
