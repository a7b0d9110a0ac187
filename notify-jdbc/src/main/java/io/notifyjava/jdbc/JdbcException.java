package io.notifyjava.jdbc;

import io.notifyjava.result.NotifyException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a store in a database cannot do what it was asked, and its seam names no exception
 * of its own. Holds no values of rows.
 *
 * @since 0.1.0
 */
public final class JdbcException extends NotifyException {

  private static final long serialVersionUID = 1L;

  JdbcException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static JdbcException of(DbException e) {
    return new JdbcException(String.valueOf(e.getMessage()), e.getCause());
  }
}
