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
  JSON
}
