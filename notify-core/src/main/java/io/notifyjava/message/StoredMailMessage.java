package io.notifyjava.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A mail whose subject and texts are in the notifier's template store; becomes a {@link
 * MailMessage} when it is filled.
 *
 * <p>A mail named {@code welcome} is up to three templates: {@code welcome.subject} (text), {@code
 * welcome} (text) and {@code welcome.html} (HTML, where values are escaped). The subject must be
 * there, and one of the others. In a folder they are the files {@code welcome.subject.txt}, {@code
 * welcome.txt} and {@code welcome.html}. The first recipient's address is the variable {@code
 * ${MAIL}}.
 *
 * <p>Immutable, compared by value.
 *
 * @see MailMessage#fromTemplate(String)
 * @since 0.1.0
 */
public final class StoredMailMessage implements TemplatedMessage {

  private static final int MAX_NAME = 100;
  private static final String SUBJECT = ".subject";
  private static final String HTML = ".html";

  private final MailHead head;
  private final String name;
  private final Variables variables;
  private final Recipient recipient;
  private final MessageOptions options;

  private StoredMailMessage(
      MailHead head, String name, Variables variables, MessageOptions options) {
    this.head = head;
    this.name = name;
    this.variables = variables;
    this.options = options;
    this.recipient = head.envelope().get(0).recipient();
  }

  @Override
  public Channel channel() {
    return Channel.MAIL;
  }

  @Override
  public Recipient recipient() {
    return recipient;
  }

  @Override
  public MessageOptions options() {
    return options;
  }

  @Override
  public String typeName() {
    return MailMessage.TYPE;
  }

  /** Returns the key of the subject. */
  @Override
  public String templateKey() {
    return name + SUBJECT;
  }

  /** Returns the keys of the text and of the HTML. */
  @Override
  public List<String> moreTemplateKeys() {
    return List.of(name, name + HTML);
  }

  @Override
  public Variables variables() {
    return variables;
  }

  /**
   * Refuses, because a mail is more than its subject.
   *
   * @throws IllegalArgumentException always
   */
  @Override
  public Message filled(String content) {
    return filled(content, Map.of());
  }

  @Override
  public Message filled(String content, Map<String, String> more) {
    String text = more.get(name);
    String html = more.get(name + HTML);
    if (text == null && html == null) {
      throw new IllegalArgumentException(
          "Mail template %s has a subject and neither text nor HTML; add the template %s, %s%s or both"
              .formatted(name, name, name, HTML));
    }
    MailMessage.Builder builder = MailMessage.builder().options(options);
    builder.head(head);
    // Editors end a file with a line break, which is no part of a subject.
    builder.subject(content.stripTrailing());
    if (text != null) {
      builder.text(text);
    }
    if (html != null) {
      builder.html(html);
    }
    return builder.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredMailMessage that
        && head.equals(that.head)
        && name.equals(that.name)
        && variables.equals(that.variables)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(head, name, variables, options);
  }

  /** Shows addresses masked and the names of the variables, never a value. */
  @Override
  public String toString() {
    return "StoredMailMessage[template=%s, %s, variables=%s, options=%s]"
        .formatted(name, head, variables.names(), options);
  }

  /**
   * Collects a {@link StoredMailMessage}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MailBuilder<Builder> {

    private final String name;
    private Variables variables = Variables.none();

    Builder(String name) {
      this.name = Texts.required("name", name, MAX_NAME);
    }

    /** Value of one placeholder; a name that is there already gets the new value. */
    public Builder with(String name, String value) {
      variables = variables.with(name, value);
      return this;
    }

    /** Values of all placeholders, in place of those given so far; none by default. */
    public Builder variables(Variables variables) {
      this.variables = Objects.requireNonNull(variables, "variables");
      return this;
    }

    /**
     * Returns the mail. Whether the templates exist and all their placeholders have values is found
     * out when it is sent, before any call to a server.
     *
     * @throws IllegalArgumentException if there is no recipient, or too many of something
     */
    public StoredMailMessage build() {
      return new StoredMailMessage(head(new ArrayList<>()), name, variables, buildOptions());
    }
  }
}
