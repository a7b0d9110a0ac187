package io.notifyjava.jdbc;

import io.notifyjava.jdbc.Session.Work;
import io.notifyjava.message.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database in which stores keep their rows: an SQLite file that nobody else has, or the service's
 * own PostgreSQL, MariaDB, MySQL or H2.
 *
 * <p>Connects at the first use, so that a service can start before its database. Every wait is
 * bounded by {@link Builder#timeout}. Thread-safe. {@link #close()} closes the file or the pool
 * that was opened here, never a caller's {@link DataSource}.
 *
 * @since 0.1.0
 */
public final class JdbcDatabase implements AutoCloseable {

  private final Source source;
  private final Names names;
  private final String description;
  private final boolean createTables;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Transactions transactions;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  private JdbcDatabase(Builder builder) {
    this.source = builder.source();
    this.names = new Names(builder.schema, builder.tablePrefix);
    this.description = builder.description();
    this.createTables = builder.createTables;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
    this.transactions = new Transactions(source, names, builder.timeout, clock, ticker);
  }

  /**
   * Begins a database in one SQLite file, which is made if it is not there, with its folders. Needs
   * {@code org.xerial:sqlite-jdbc} on the class path. One process has the file at a time: another
   * is refused at once. The file {@code <file>.lock} beside it must not be deleted meanwhile.
   */
  public static Builder file(Path file) {
    return new Builder(Objects.requireNonNull(file, "file"), null, null);
  }

  /**
   * Begins a database behind the caller's own {@link DataSource}, which should be a pool whose
   * {@code getConnection} gives up in time. Which database it is, is found out.
   */
  public static Builder dataSource(DataSource dataSource) {
    return new Builder(null, Objects.requireNonNull(dataSource, "dataSource"), null);
  }

  /**
   * Begins a database behind a pool of its own. Needs {@code com.zaxxer:HikariCP} and the driver on
   * the class path.
   *
   * @param url such as {@code jdbc:postgresql://db.example.com/shop}, without user and password
   */
  public static Builder url(String url) {
    return new Builder(null, null, Objects.requireNonNull(url, "url"));
  }

  Names names() {
    return names;
  }

  /** Tells whether this is asked for the first time of a component, since the database was made. */
  boolean isFirst(String component) {
    return begun.add(component);
  }

  /** Lets the next one be the first again, since nothing came of it. */
  void isStillFirst(String component) {
    begun.remove(component);
  }

  boolean createTables() {
    return createTables;
  }

  Clock clock() {
    return clock;
  }

  LongSupplier ticker() {
    return ticker;
  }

  Dialect dialect() throws DbException {
    return transactions.dialect();
  }

  /** See {@link Transactions#write}. */
  <T> T write(String what, Work<T> work) throws DbException {
    return transactions.write(what, work);
  }

  /** See {@link Transactions#writeAtOnce}. */
  <T> T writeAtOnce(String what, Work<T> work) throws DbException {
    return transactions.writeAtOnce(what, work);
  }

  /** See {@link Transactions#read}. */
  <T> T read(String what, Work<T> work) throws DbException {
    return transactions.read(what, work);
  }

  /** See {@link Transactions#within}. */
  <T> T within(Connection connection, String what, Work<T> work) throws DbException {
    return transactions.within(connection, what, work);
  }

  /** Waits for what is under way with the file, then closes it. Later calls do nothing. */
  @Override
  public void close() {
    transactions.close();
    source.close();
  }

  /** Shows file, or kind of source; never a URL, which may hold a password. */
  @Override
  public String toString() {
    return "JdbcDatabase[" + description + ", tables " + names.all() + "*]";
  }

  /**
   * Sets up a database. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final @Nullable Path file;
    private final @Nullable DataSource dataSource;
    private final @Nullable String url;
    private @Nullable String user;
    private @Nullable Secret password;
    private int maxConnections = 4;
    private @Nullable String schema;
    private String tablePrefix = Names.DEFAULT_PREFIX;
    private boolean createTables = true;
    private Duration timeout = Duration.ofSeconds(5);
    private Clock clock = Clock.systemUTC();
    private LongSupplier ticker = System::nanoTime;

    private Builder(@Nullable Path file, @Nullable DataSource dataSource, @Nullable String url) {
      this.file = file;
      this.dataSource = dataSource;
      this.url = url;
      if (url != null && !url.startsWith("jdbc:")) {
        throw new IllegalArgumentException(
            "url must begin with jdbc:, such as jdbc:postgresql://host/database");
      }
      if (url != null && url.toLowerCase(Locale.ROOT).startsWith("jdbc:sqlite:")) {
        throw new IllegalArgumentException("For SQLite use JdbcDatabase.file(path)");
      }
    }

    /** User of a URL. */
    public Builder user(String user) {
      onlyForUrl("user");
      this.user = Objects.requireNonNull(user, "user");
      return this;
    }

    /** Password of a URL. */
    public Builder password(Secret password) {
      onlyForUrl("password");
      this.password = Objects.requireNonNull(password, "password");
      return this;
    }

    /** Most connections that a URL's pool holds; 1 to 100, 4 by default. */
    public Builder maxConnections(int maxConnections) {
      onlyForUrl("maxConnections");
      if (maxConnections < 1 || maxConnections > 100) {
        throw new IllegalArgumentException(
            "maxConnections must be 1 to 100, but was " + maxConnections);
      }
      this.maxConnections = maxConnections;
      return this;
    }

    private void onlyForUrl(String what) {
      if (url == null) {
        throw new IllegalArgumentException(
            what + " is for JdbcDatabase.url(...); set it where the connections come from");
      }
    }

    /**
     * Schema of the tables; for MariaDB and MySQL the database. That of the connection by default.
     * Must be there.
     *
     * @throws IllegalArgumentException if it is not 1 to 63 letters, digits or underscores
     */
    public Builder schema(String schema) {
      if (file != null) {
        throw new IllegalArgumentException("A file has no schemas; use tablePrefix");
      }
      this.schema = Names.checked("schema", schema);
      return this;
    }

    /**
     * What the names of all tables begin with; {@code notify_} by default.
     *
     * @throws IllegalArgumentException if it is not 1 to 24 letters, digits or underscores that
     *     begin with a letter
     */
    public Builder tablePrefix(String prefix) {
      this.tablePrefix = Names.checkedPrefix(prefix);
      return this;
    }

    /**
     * Whether stores make their tables if they are missing; true by default. If not, run the
     * scripts of {@code io/notifyjava/jdbc} before.
     */
    public Builder createTables(boolean create) {
      this.createTables = create;
      return this;
    }

    /**
     * Longest wait for a connection, for a statement, for a lock: 1 s to 5 min, 5 s by default. A
     * server that says nothing at all is given up a second later.
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("timeout must be 1 s to 5 min, but was " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /** Wall time of a file's entries; servers use their own. That of the system by default. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Nanoseconds of elapsed time, for leases in a file; that of the JVM by default. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = Objects.requireNonNull(ticker, "ticker");
      return this;
    }

    /**
     * Returns the database. Nothing is connected yet.
     *
     * @throws IllegalStateException if a URL is given and HikariCP is not on the class path
     */
    public JdbcDatabase build() {
      return new JdbcDatabase(this);
    }

    private Source source() {
      if (file != null) {
        return new SqliteSource(file, timeout);
      }
      if (dataSource != null) {
        return new ServerSource(dataSource, false, timeout);
      }
      try {
        String from = Objects.requireNonNull(url, "url");
        return new ServerSource(
            HikariPool.open(from, user, password, maxConnections, timeout), true, timeout);
      } catch (NoClassDefFoundError e) {
        throw new IllegalStateException(
            "A JDBC URL needs a connection pool, which is not on the class path: add"
                + " com.zaxxer:HikariCP, or give a DataSource",
            e);
      }
    }

    private String description() {
      if (file != null) {
        return "file " + file;
      }
      return dataSource != null ? "DataSource" : "URL";
    }
  }
}
