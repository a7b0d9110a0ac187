package io.notifyjava.template;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;
import java.util.Objects;

/**
 * A template as it is kept: not yet parsed.
 *
 * @param key 1 to 128 characters
 * @param title what it is for, for people; may be empty
 * @param format what kind of document it is
 * @param source the document with its placeholders
 * @since 0.1.0
 */
public record StoredTemplate(String key, String title, TemplateFormat format, String source) {

  public StoredTemplate {
    Texts.required("key", key, 128);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(source, "source");
  }

  @Override
  public String toString() {
    return "StoredTemplate[key=%s, format=%s, source=%s]"
        .formatted(key, format, Masking.length(source));
  }
}
