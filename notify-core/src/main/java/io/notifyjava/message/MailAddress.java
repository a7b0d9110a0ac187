package io.notifyjava.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox, such as {@code li@example.com}, with the name that may be shown beside it.
 *
 * <p>One text is one mailbox or an error: no lists, no comments, no angle brackets, no routes.
 * Domains in other scripts are written in their ASCII form. Equal addresses have equal local parts,
 * capitals included, and equal domains; the name counts too. {@link #toString()} masks both.
 *
 * <p>Source: RFC 5321 sections 4.1.2, 4.1.3 and 4.5.3.1 (local part at most 64 octets, the whole at
 * most 254), RFC 5322 section 3.4.1, RFC 6531 for local parts in other scripts.
 *
 * @since 0.1.0
 */
public final class MailAddress {

  private static final int MAX_NAME = 200;

  private final String localPart;
  private final String domain;
  private final boolean international;
  private final @Nullable String name;

  private MailAddress(
      String localPart, String domain, boolean international, @Nullable String name) {
    this.localPart = localPart;
    this.domain = domain;
    this.international = international;
    this.name = name;
  }

  /**
   * Returns a mailbox whose local part is ASCII, which every server can carry.
   *
   * @param address such as {@code li@example.com}; the domain may be in any script
   * @throws IllegalArgumentException if it is anything but one mailbox, or its local part is not
   *     ASCII; the error says what is wrong and does not repeat the address
   */
  public static MailAddress of(String address) {
    return parsed(address, false);
  }

  /**
   * Returns a mailbox with the name of its owner.
   *
   * @param name 1 to 200 characters without control characters
   * @throws IllegalArgumentException as {@link #of(String)}, or if the name is blank, too long or
   *     holds control characters
   */
  public static MailAddress of(String address, String name) {
    return of(address).named(name);
  }

  /**
   * Returns a mailbox whose local part may be in any script. Only servers that offer SMTPUTF8 take
   * it; by others the message is rejected, for written in any other way it would reach somebody
   * else.
   *
   * @throws IllegalArgumentException if it is anything but one mailbox
   */
  public static MailAddress international(String address) {
    return parsed(address, true);
  }

  private static MailAddress parsed(String address, boolean international) {
    Objects.requireNonNull(address, "address");
    MailAddressParser parser = new MailAddressParser(address, international);
    String localPart = parser.localPart();
    boolean needsUtf8 = localPart.chars().anyMatch(c -> c > 0x7E);
    String domain = parser.domain();
    int length = localPart.getBytes(StandardCharsets.UTF_8).length + 1 + domain.length();
    if (length > MailAddressParser.MAX_ADDRESS) {
      throw MailAddressParser.error(
          "must have at most 254 octets, but had " + length + "; use a shorter one");
    }
    return new MailAddress(localPart, domain, needsUtf8, null);
  }

  /**
   * Returns this mailbox with the name of its owner.
   *
   * @throws IllegalArgumentException if the name is blank, longer than 200 characters or holds
   *     control characters
   */
  public MailAddress named(String name) {
    String checked = Texts.required("name", name, MAX_NAME);
    MailText.requireWhole("name", checked);
    return new MailAddress(localPart, domain, international, checked);
  }

  /** Returns what stands before the {@code @}, as it was given. */
  public String localPart() {
    return localPart;
  }

  /** Returns the domain in ASCII and small letters, or an address literal in brackets. */
  public String domain() {
    return domain;
  }

  /** Returns the mailbox without the name: local part, {@code @}, domain. */
  public String address() {
    return localPart + "@" + domain;
  }

  /** Returns the name of the owner, if there is one. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Tells whether only a server with SMTPUTF8 can carry it. */
  public boolean isInternational() {
    return international;
  }

  /** Returns it as a recipient of kind {@code mail}. */
  public Recipient recipient() {
    return new Recipient(Recipient.MAIL, address());
  }

  /**
   * Shows the first letter of the local part and the last label of the domain.
   *
   * @return such as {@code l***@***.com}
   */
  public String masked() {
    int dot = domain.lastIndexOf('.');
    int head = localPart.offsetByCodePoints(0, 1);
    String end = dot < 0 || domain.startsWith("[") ? "" : domain.substring(dot);
    return (localPart.length() > 2 ? localPart.substring(0, head) : "")
        + Masking.MASK
        + "@"
        + Masking.MASK
        + end.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MailAddress that
        && localPart.equals(that.localPart)
        && domain.equals(that.domain)
        && Objects.equals(name, that.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(localPart, domain, name);
  }

  /** Shows the address masked, and nothing of the name. */
  @Override
  public String toString() {
    return masked();
  }
}
