package io.notifyjava.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a builder that is the same for every kind of mail: whom it is for and what travels
 * with it. Not thread-safe; may be used again after {@code build()}.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract class MailBuilder<B extends MailBuilder<B>> extends MessageBuilder<B> {

  /** Servers must take 100 recipients of one message (RFC 5321 section 4.5.3.1.8). */
  static final int MAX_RECIPIENTS = 100;

  private static final int MAX_ATTACHMENTS = 100;
  private static final int MAX_HEADERS = 50;
  private static final Pattern MESSAGE_ID =
      Pattern.compile(
          "<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,120}@"
              + "([A-Za-z0-9.-]{1,253}|\\[[A-Za-z0-9:.]{2,60}\\])>");

  private final List<MailAddress> to = new ArrayList<>();
  private final List<MailAddress> cc = new ArrayList<>();
  private final List<MailAddress> bcc = new ArrayList<>();
  private final List<MailAddress> replyTo = new ArrayList<>();
  private final List<MailAttachment> attachments = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable MailAddress from;
  private boolean signature = true;
  private boolean autoSubmitted;
  private boolean allOrNothing;
  private @Nullable String messageId;
  private @Nullable Set<String> onlyTo;

  MailBuilder() {}

  /** One more recipient, shown to all. All kinds together are 1 to 100. */
  public B to(MailAddress address) {
    to.add(reached(Objects.requireNonNull(address, "to")));
    return self();
  }

  /**
   * One more recipient, shown to all.
   *
   * @throws IllegalArgumentException as {@link MailAddress#of(String)}
   */
  public B to(String address) {
    return to(MailAddress.of(address));
  }

  /** One more recipient of a copy, shown to all. */
  public B cc(MailAddress address) {
    cc.add(reached(Objects.requireNonNull(address, "cc")));
    return self();
  }

  /**
   * One more recipient of a copy, shown to all.
   *
   * @throws IllegalArgumentException as {@link MailAddress#of(String)}
   */
  public B cc(String address) {
    return cc(MailAddress.of(address));
  }

  /** One more recipient of a copy who is shown to nobody. */
  public B bcc(MailAddress address) {
    bcc.add(reached(Objects.requireNonNull(address, "bcc")));
    return self();
  }

  /**
   * One more recipient of a copy who is shown to nobody.
   *
   * @throws IllegalArgumentException as {@link MailAddress#of(String)}
   */
  public B bcc(String address) {
    return bcc(MailAddress.of(address));
  }

  /** Who is added to a mail that goes to some of its recipients only is one of those. */
  private MailAddress reached(MailAddress address) {
    if (onlyTo != null) {
      Set<String> more = new HashSet<>(onlyTo);
      more.add(address.address());
      onlyTo = more;
    }
    return address;
  }

  /** One more mailbox that answers go to; by default they go to the sender. */
  public B replyTo(MailAddress address) {
    replyTo.add(Objects.requireNonNull(address, "replyTo"));
    return self();
  }

  /**
   * One more mailbox that answers go to.
   *
   * @throws IllegalArgumentException as {@link MailAddress#of(String)}
   */
  public B replyTo(String address) {
    return replyTo(MailAddress.of(address));
  }

  /** Who is shown as the sender; the account's by default. */
  public B from(MailAddress address) {
    this.from = Objects.requireNonNull(address, "from");
    return self();
  }

  /** One more attachment, up to 100. */
  public B attach(MailAttachment attachment) {
    attachments.add(Objects.requireNonNull(attachment, "attachment"));
    return self();
  }

  /**
   * One header of the caller's own; replaces an earlier one of that name, whatever its capitals.
   *
   * @param name 1 to 64 printable ASCII characters; not one that the library writes itself
   * @param value 1 to 4,000 characters without control characters
   * @throws IllegalArgumentException if the name or the value may not stand in a header
   */
  public B header(String name, String value) {
    Objects.requireNonNull(name, "name");
    String checked = MailText.headerValue(MailText.headerName(name), value);
    headers.keySet().removeIf(known -> known.equalsIgnoreCase(name));
    headers.put(name, checked);
    return self();
  }

  /** Whether the account's signature block is added; true by default. */
  public B signature(boolean signature) {
    this.signature = signature;
    return self();
  }

  /**
   * Whether it says that a machine wrote it ({@code Auto-Submitted: auto-generated}, RFC 3834), so
   * that no out-of-office note answers it; false by default.
   */
  public B autoSubmitted(boolean autoSubmitted) {
    this.autoSubmitted = autoSubmitted;
    return self();
  }

  /**
   * Whether nobody gets it if the server refuses one recipient; false by default.
   *
   * <p>By default the mail goes to those whom the server takes and is accepted; {@code
   * Receipt.refusals()} names the others, and {@link MailMessage#remaining} makes a mail for those
   * of them who may be taken later. With this switch it is rejected, and certainly not sent to
   * anybody. If the server takes nobody, the mail is rejected in both cases.
   */
  public B allOrNothing(boolean allOrNothing) {
    this.allOrNothing = allOrNothing;
    return self();
  }

  /**
   * The {@code Message-ID}, angle brackets included; by default one is made of the idempotency key
   * if there is one, else of the notifier's id of the message, so that a repeated attempt has the
   * same one. It is never made of the host's name.
   *
   * @throws IllegalArgumentException if it has not the form {@code <left@right>} of RFC 5322
   */
  public B messageId(String messageId) {
    this.messageId = checkedMessageId(messageId);
    return self();
  }

  static String checkedMessageId(String messageId) {
    if (!MESSAGE_ID.matcher(Objects.requireNonNull(messageId, "messageId")).matches()) {
      throw new IllegalArgumentException(
          "messageId must have the form <left@right> in ASCII, 1 to 120 and 1 to 253"
              + " characters, or an IP address in brackets on the right");
    }
    return messageId;
  }

  final void head(MailHead head) {
    to.addAll(head.to());
    cc.addAll(head.cc());
    bcc.addAll(head.bcc());
    replyTo.addAll(head.replyTo());
    attachments.addAll(head.attachments());
    headers.putAll(head.headers());
    from = head.from();
    signature = head.signature();
    autoSubmitted = head.autoSubmitted();
    allOrNothing = head.allOrNothing();
    messageId = head.messageId();
    onlyTo = head.onlyTo();
  }

  /**
   * Returns what was collected.
   *
   * @throws IllegalArgumentException with every problem at once
   */
  final MailHead head(List<String> problems) {
    int recipients = to.size() + cc.size() + bcc.size();
    if (recipients < 1 || recipients > MAX_RECIPIENTS) {
      problems.add(
          "it must have 1 to 100 recipients in to, cc and bcc together, but had "
              + recipients
              + "; send a batch to reach more");
    }
    if (attachments.size() > MAX_ATTACHMENTS || headers.size() > MAX_HEADERS) {
      problems.add("it must have at most 100 attachments and 50 headers of its own");
    }
    long ids = attachments.stream().flatMap(a -> a.contentId().stream()).distinct().count();
    if (ids != attachments.stream().filter(a -> a.contentId().isPresent()).count()) {
      problems.add("two of its attachments have one Content-ID; give each its own");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("A mail cannot be built: " + String.join("; ", problems));
    }
    return new MailHead(
        to,
        cc,
        bcc,
        replyTo,
        from,
        attachments,
        headers,
        signature,
        autoSubmitted,
        allOrNothing,
        messageId,
        onlyTo);
  }

  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }
}
