package io.notifyjava.template;

import io.notifyjava.result.NotifyException;
import org.jspecify.annotations.Nullable;

/**
 * A template cannot be loaded, parsed or filled. Says which template and where, but no values.
 *
 * @since 0.1.0
 */
public final class TemplateException extends NotifyException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public TemplateException(String message) {
    super(message);
  }

  /** Creates the exception with what caused it. */
  public TemplateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
