package io.notifyjava.signing.wsse;

import io.notifyjava.signing.internal.Ascii;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a header {@code X-WSSE}.
 *
 * @param username visible ASCII without quote, comma and backslash, at most 128 characters
 * @param passwordDigest Base64
 * @param nonce letters and digits, 1 to 128
 * @param created UTC, {@code yyyy-MM-ddTHH:mm:ssZ}
 * @since 0.1.0
 */
public record UsernameToken(String username, String passwordDigest, String nonce, String created) {

  /** The name of the header. */
  public static final String HEADER = "X-WSSE";

  private static final String PREFIX = "UsernameToken ";
  private static final int MAX_HEADER = 1_024;
  private static final int MAX_LENGTH = 128;
  private static final Set<String> FIELDS =
      Set.of("Username", "PasswordDigest", "Nonce", "Created");

  /**
   * Checks the shapes, so that no value can reach into another one or into another header.
   *
   * @throws IllegalArgumentException if a part has another shape; the message does not repeat it
   */
  public UsernameToken {
    check(isName(Objects.requireNonNull(username, "username")), "username");
    check(isBase64(Objects.requireNonNull(passwordDigest, "passwordDigest")), "password digest");
    check(isNonce(Objects.requireNonNull(nonce, "nonce")), "nonce");
    check(isCreated(Objects.requireNonNull(created, "created")), "time");
  }

  /** Returns whether a text could be a user's name. */
  static boolean isName(String text) {
    return isShort(text)
        && Ascii.isVisible(text)
        && text.indexOf('"') < 0
        && text.indexOf(',') < 0
        && text.indexOf('\\') < 0;
  }

  private static boolean isNonce(String text) {
    return isShort(text) && Ascii.isAlphanumeric(text);
  }

  private static boolean isBase64(String text) {
    return isShort(text) && Ascii.isVisible(text) && text.indexOf('"') < 0;
  }

  private static boolean isCreated(String text) {
    String shape = "0000-00-00T00:00:00Z";
    if (text.length() != shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(i);
      if (shape.charAt(i) == '0' ? !Ascii.isDigit(c) : c != shape.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShort(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }

  private static void check(boolean condition, String part) {
    if (!condition) {
      throw new IllegalArgumentException(
          "UsernameToken: expected a " + part + " of the documented shape, but found another one");
    }
  }

  /**
   * Reads a header.
   *
   * @return null if it is anything but the four parts, once each, in any order
   */
  static @Nullable UsernameToken parse(String header) {
    if (header.length() > MAX_HEADER || !header.startsWith(PREFIX)) {
      return null;
    }
    Map<String, String> fields = new HashMap<>();
    for (String part : header.substring(PREFIX.length()).split(",", -1)) {
      // Some write a space behind the comma, though the documented form has none.
      String field = part.startsWith(" ") ? part.substring(1) : part;
      int equals = field.indexOf('=');
      if (equals < 0 || !isQuoted(field.substring(equals + 1))) {
        return null;
      }
      String name = field.substring(0, equals);
      String value = field.substring(equals + 2, field.length() - 1);
      if (!FIELDS.contains(name) || fields.put(name, value) != null) {
        return null;
      }
    }
    return of(fields);
  }

  private static @Nullable UsernameToken of(Map<String, String> fields) {
    String username = fields.get("Username");
    String digest = fields.get("PasswordDigest");
    String nonce = fields.get("Nonce");
    String created = fields.get("Created");
    if (username == null || digest == null || nonce == null || created == null) {
      return null;
    }
    boolean fits = isName(username) && isBase64(digest) && isNonce(nonce) && isCreated(created);
    return fits ? new UsernameToken(username, digest, nonce, created) : null;
  }

  private static boolean isQuoted(String text) {
    return text.length() >= 2 && text.charAt(0) == '"' && text.indexOf('"', 1) == text.length() - 1;
  }

  /** Returns the value of the header {@code X-WSSE}. */
  public String headerValue() {
    return PREFIX
        + "Username=\""
        + username
        + "\",PasswordDigest=\""
        + passwordDigest
        + "\",Nonce=\""
        + nonce
        + "\",Created=\""
        + created
        + "\"";
  }

  /** Shows the name and nothing that would be good for sending it again. */
  @Override
  public String toString() {
    return "UsernameToken(" + username + ")";
  }
}
