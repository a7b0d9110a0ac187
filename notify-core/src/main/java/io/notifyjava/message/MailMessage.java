package io.notifyjava.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One mail in one envelope: whom it is for, what they read, what travels with it.
 *
 * <p>All recipients get the same mail in one delivery, and those of {@link #bcc()} stand in no
 * header. To tell many people the same without showing them each other, send each a mail of their
 * own in a batch. What becomes of a mail that the server takes for some of its recipients only is
 * said at {@link MailBuilder#allOrNothing}.
 *
 * <p>Immutable, compared by value.
 *
 * @since 0.1.0
 */
public final class MailMessage implements Message {

  static final String TYPE = "mail";

  private static final int MAX_SUBJECT = 900;
  private static final int MAX_BODY = 16_777_216;

  private final MailHead head;
  private final String subject;
  private final @Nullable String text;
  private final @Nullable String html;
  private final Recipient recipient;
  private final MessageOptions options;

  private MailMessage(
      MailHead head,
      String subject,
      @Nullable String text,
      @Nullable String html,
      MessageOptions options) {
    this.head = head;
    this.subject = subject;
    this.text = text;
    this.html = html;
    this.options = options;
    this.recipient = head.envelope().get(0).recipient();
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a mail to one mailbox.
   *
   * @throws IllegalArgumentException as {@link MailAddress#of(String)}
   */
  public static Builder to(String address) {
    return builder().to(address);
  }

  /** Returns a builder of a mail to one mailbox. */
  public static Builder to(MailAddress address) {
    return builder().to(address);
  }

  /**
   * Returns a builder of a mail whose subject and texts are in the notifier's template store; see
   * {@link StoredMailMessage}.
   *
   * @param name 1 to 100 characters
   */
  public static StoredMailMessage.Builder fromTemplate(String name) {
    return new StoredMailMessage.Builder(name);
  }

  @Override
  public Channel channel() {
    return Channel.MAIL;
  }

  /** Returns the first mailbox of the envelope, as a recipient of kind {@code mail}. */
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
    return TYPE;
  }

  /** Returns the recipients that are shown. */
  public List<MailAddress> to() {
    return head.to();
  }

  /** Returns the recipients of copies that are shown. */
  public List<MailAddress> cc() {
    return head.cc();
  }

  /** Returns the recipients of copies that are not shown. */
  public List<MailAddress> bcc() {
    return head.bcc();
  }

  /** Returns everybody whom it is delivered to, each once, in the order of to, cc, bcc. */
  public List<MailAddress> envelope() {
    return head.envelope();
  }

  /** Returns where answers go; empty if they go to the sender. */
  public List<MailAddress> replyTo() {
    return head.replyTo();
  }

  /** Returns the sender; empty if it is the account's. */
  public Optional<MailAddress> from() {
    return Optional.ofNullable(head.from());
  }

  /** Returns the subject. */
  public String subject() {
    return subject;
  }

  /** Returns the plain text, if there is one. */
  public Optional<String> text() {
    return Optional.ofNullable(text);
  }

  /** Returns the HTML, if there is any. */
  public Optional<String> html() {
    return Optional.ofNullable(html);
  }

  /** Returns what travels with it, in the order in which it was given. */
  public List<MailAttachment> attachments() {
    return head.attachments();
  }

  /** Returns the caller's own headers, in the order in which they were given. */
  public Map<String, String> headers() {
    return head.headers();
  }

  /** Tells whether the account's signature block is added. */
  public boolean signature() {
    return head.signature();
  }

  /** Tells whether it says that a machine wrote it. */
  public boolean autoSubmitted() {
    return head.autoSubmitted();
  }

  /** Tells whether nobody gets it if one recipient is refused. */
  public boolean allOrNothing() {
    return head.allOrNothing();
  }

  /** Returns the Message-ID, if the caller chose it. */
  public Optional<String> messageId() {
    return Optional.ofNullable(head.messageId());
  }

  /**
   * Returns this very mail for some of its recipients only: the headers stay as they are, so for
   * those who get it, it is the mail that the others got. Without an idempotency key, because that
   * of this mail is used up.
   *
   * @param recipients some of {@link #envelope()}, as {@link MailAddress#recipient()} names them;
   *     usually those whose refusal in a receipt may pass
   * @param messageId the Message-ID of the mail that the others got, as its receipt has it
   * @return empty if none of them is a recipient of this mail
   * @throws IllegalArgumentException if the Message-ID is none
   */
  public Optional<MailMessage> remaining(Collection<Recipient> recipients, String messageId) {
    Set<String> left = new LinkedHashSet<>();
    for (MailAddress address : envelope()) {
      if (recipients.contains(address.recipient())) {
        left.add(address.address());
      }
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MailMessage(
                head.only(left, MailBuilder.checkedMessageId(messageId)),
                subject,
                text,
                html,
                options.withoutIdempotencyKey()));
  }

  /** Returns a builder that holds what this mail holds. */
  public Builder toBuilder() {
    Builder builder = new Builder().options(options);
    builder.head(head);
    builder.subject = subject;
    builder.text = text;
    builder.html = html;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MailMessage that
        && head.equals(that.head)
        && subject.equals(that.subject)
        && Objects.equals(text, that.text)
        && Objects.equals(html, that.html)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(head, subject, text, html, options);
  }

  /** Shows addresses masked, how long the texts are, and nothing of them. */
  @Override
  public String toString() {
    return "MailMessage[%s, subject=%s, text=%s, html=%s, options=%s]"
        .formatted(
            head,
            Masking.length(subject),
            text == null ? "none" : Masking.length(text),
            html == null ? "none" : Masking.length(html),
            options);
  }

  /**
   * Collects a {@link MailMessage}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MailBuilder<Builder> {

    private @Nullable String subject;
    private @Nullable String text;
    private @Nullable String html;

    private Builder() {}

    /**
     * The subject, 1 to 900 characters on one line; required.
     *
     * @throws IllegalArgumentException if it is blank, too long or holds control characters such as
     *     line breaks
     */
    public Builder subject(String subject) {
      String checked = Texts.required("subject", subject, MAX_SUBJECT);
      MailText.requireWhole("subject", checked);
      this.subject = checked;
      return this;
    }

    /**
     * The plain text, 1 to 16,777,216 characters; any line breaks. A mail has a text, HTML or both.
     *
     * @throws IllegalArgumentException if it is blank, too long or holds NUL
     */
    public Builder text(String text) {
      this.text = MailText.body("text", text, MAX_BODY);
      return this;
    }

    /**
     * The HTML, 1 to 16,777,216 characters. Whoever puts values into it escapes them; {@code
     * MailTemplate} does.
     *
     * @throws IllegalArgumentException if it is blank, too long or holds NUL
     */
    public Builder html(String html) {
      this.html = MailText.body("html", html, MAX_BODY);
      return this;
    }

    /**
     * Returns the mail.
     *
     * @throws IllegalArgumentException with everything that is missing or too much
     */
    public MailMessage build() {
      List<String> problems = new ArrayList<>();
      if (subject == null) {
        problems.add("it must have a subject");
      }
      if (text == null && html == null) {
        problems.add("it must have a text, HTML or both");
      }
      MailHead head = head(problems);
      return new MailMessage(head, Objects.requireNonNull(subject), text, html, buildOptions());
    }
  }
}
