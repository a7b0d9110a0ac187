package io.notifyjava.template;

/**
 * What kind of document a template is, which decides how values are escaped.
 *
 * @since 0.1.0
 */
public enum TemplateFormat {
  /** Plain text: values stand as they are. */
  TEXT,
  /**
   * A JSON document: values stand inside its strings, escaped, so that they cannot change its
   * shape.
   */
  JSON,
  /**
   * HTML: in values the characters that mean something to HTML are escaped, so that a value stays
   * text wherever text may stand and inside a quoted attribute. A value that is a whole address
   * ({@code href="${LINK}"}) or stands inside a script is the author's to check.
   */
  HTML
}
