package io.notifyjava.template;

import io.notifyjava.message.MailMessage;
import io.notifyjava.message.Variables;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Subject and texts of a mail with placeholders, parsed once and filled for each recipient.
 *
 * <p>In the HTML values are escaped; in the subject and in the text they stand as they are. A value
 * with a line break in the subject is refused when the mail is built. Mails whose templates are in
 * the notifier's store are made by {@link MailMessage#fromTemplate(String)}.
 *
 * <p>Immutable, for any number of threads.
 *
 * @since 0.1.0
 */
public final class MailTemplate {

  private final Template subject;
  private final @Nullable Template text;
  private final @Nullable Template html;

  private MailTemplate(Builder builder) {
    this.subject = Objects.requireNonNull(builder.subject);
    this.text = builder.text;
    this.html = builder.html;
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Puts the filled subject and texts into a mail.
   *
   * @return the same builder
   * @throws TemplateException if values are missing, or too long when filled
   * @throws IllegalArgumentException if the filled subject is no subject: blank, too long, or with
   *     a line break in it
   */
  public MailMessage.Builder fill(MailMessage.Builder mail, Variables variables) {
    mail.subject(subject.render(variables));
    if (text != null) {
      mail.text(text.render(variables));
    }
    if (html != null) {
      mail.html(html.render(variables));
    }
    return mail;
  }

  /** Returns the names that need a value, those of the subject first. */
  public Set<String> requiredNames() {
    Set<String> names = new LinkedHashSet<>(subject.requiredNames());
    if (text != null) {
      names.addAll(text.requiredNames());
    }
    if (html != null) {
      names.addAll(html.requiredNames());
    }
    return names;
  }

  @Override
  public String toString() {
    return "MailTemplate" + requiredNames();
  }

  /**
   * Collects a {@link MailTemplate}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private @Nullable Template subject;
    private @Nullable Template text;
    private @Nullable Template html;

    private Builder() {}

    /**
     * The subject; required.
     *
     * @throws TemplateException if a placeholder is malformed
     */
    public Builder subject(String source) {
      subject = parsed("subject", TemplateFormat.TEXT, source);
      return this;
    }

    /**
     * The plain text; a mail has a text, HTML or both.
     *
     * @throws TemplateException if a placeholder is malformed
     */
    public Builder text(String source) {
      text = parsed("text", TemplateFormat.TEXT, source);
      return this;
    }

    /**
     * The HTML.
     *
     * @throws TemplateException if a placeholder is malformed
     */
    public Builder html(String source) {
      html = parsed("html", TemplateFormat.HTML, source);
      return this;
    }

    private static Template parsed(String key, TemplateFormat format, String source) {
      return Template.parse(new StoredTemplate(key, "", format, source));
    }

    /**
     * Returns the template.
     *
     * @throws IllegalArgumentException if the subject is missing, or both texts are
     */
    public MailTemplate build() {
      if (subject == null || (text == null && html == null)) {
        throw new IllegalArgumentException(
            "A MailTemplate needs a subject, and a text, HTML or both");
      }
      return new MailTemplate(this);
    }
  }
}
