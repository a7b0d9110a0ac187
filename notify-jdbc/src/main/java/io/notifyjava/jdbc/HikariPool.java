package io.notifyjava.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.notifyjava.message.Secret;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The one class that knows HikariCP; loaded only if there is a URL and no {@link DataSource}. */
final class HikariPool implements SQLExceptionOverride {

  private HikariPool() {}

  static DataSource open(
      String url, @Nullable String user, @Nullable Secret password, int most, Duration timeout) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("notify-jdbc");
    config.setJdbcUrl(url);
    if (user != null) {
      config.setUsername(user);
    }
    if (password != null) {
      config.setPassword(password.reveal());
    }
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(timeout.toMillis());
    config.setValidationTimeout(Math.max(250, timeout.toMillis() / 2));
    // A database that is down when the service starts is waited for, as it is later.
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(true);
    config.setExceptionOverride(new HikariPool());
    return new HikariDataSource(config);
  }

  /**
   * Gives up connections to a server that only reads. After a failover they lead to what was the
   * primary, and the pool would keep them for half an hour.
   */
  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return SqlStates.isReadOnly(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
