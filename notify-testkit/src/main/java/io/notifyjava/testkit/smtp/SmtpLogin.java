package io.notifyjava.testkit.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a client for its credentials (RFC 4954). */
final class SmtpLogin {

  private static final SmtpReply XOAUTH2_ERROR =
      SmtpReply.of(
          334,
          Base64.getEncoder()
              .encodeToString(
                  "{\"status\":\"401\",\"schemes\":\"bearer\"}"
                      .getBytes(StandardCharsets.US_ASCII)));

  private final Map<String, String> passwords;
  private final Map<String, String> accessTokens;
  private final Asking asking;

  /** Puts a challenge to the client and reads what it says. */
  @FunctionalInterface
  interface Asking {

    /**
     * Asks.
     *
     * @param challenge a 334
     * @return the line that the client says
     */
    String ask(SmtpReply challenge) throws IOException, SmtpRefusal, SmtpEnd;
  }

  SmtpLogin(Map<String, String> passwords, Map<String, String> accessTokens, Asking asking) {
    this.passwords = passwords;
    this.accessTokens = accessTokens;
    this.asking = asking;
  }

  /**
   * Lets a client say who it is.
   *
   * @param initial its initial response as it came; null if it gave none
   * @return the name of a client whose credentials are good
   */
  String user(SmtpMechanism mechanism, @Nullable String initial)
      throws IOException, SmtpRefusal, SmtpEnd {
    return switch (mechanism) {
      case LOGIN -> login(initial);
      case PLAIN -> plain(initial != null ? response(initial) : ask(""));
      case XOAUTH2 -> bearer(initial != null ? response(initial) : ask(""));
    };
  }

  private String login(@Nullable String initial) throws IOException, SmtpRefusal, SmtpEnd {
    String name = initial != null ? response(initial) : ask("VXNlcm5hbWU6");
    return known(name, ask("UGFzc3dvcmQ6"), passwords);
  }

  private String plain(String message) throws SmtpRefusal {
    String[] parts = message.split("\0", -1);
    if (parts.length != 3) {
      throw SmtpRefusal.violation(501, "5.5.2", "expected authzid NUL authcid NUL password");
    }
    if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) {
      throw SmtpRefusal.of(535, "5.7.8", "nobody may act for another");
    }
    return known(parts[1], parts[2], passwords);
  }

  private String bearer(String message) throws IOException, SmtpRefusal, SmtpEnd {
    String[] parts = message.split("\1", -1);
    boolean formed =
        parts.length == 4
            && parts[0].startsWith("user=")
            && parts[1].startsWith("auth=Bearer ")
            && parts[2].isEmpty()
            && parts[3].isEmpty();
    if (!formed) {
      throw SmtpRefusal.violation(501, "5.5.2", "expected user=... ^A auth=Bearer ... ^A ^A");
    }
    String name = parts[0].substring("user=".length());
    String token = parts[1].substring("auth=Bearer ".length());
    if (!token.equals(accessTokens.get(name))) {
      // The error is told in a challenge, which the client answers with an empty line.
      asking.ask(XOAUTH2_ERROR);
    }
    return known(name, token, accessTokens);
  }

  private static String known(String name, String secret, Map<String, String> secrets)
      throws SmtpRefusal {
    if (name.isEmpty() || !secret.equals(secrets.get(name))) {
      throw SmtpRefusal.of(535, "5.7.8", "authentication credentials invalid");
    }
    return name;
  }

  private String ask(String challenge) throws IOException, SmtpRefusal, SmtpEnd {
    return decoded(asking.ask(SmtpReply.of(334, challenge)));
  }

  /** An initial response; a lone equals sign stands for an empty one. */
  private static String response(String initial) throws SmtpRefusal {
    return initial.equals("=") ? "" : decoded(initial);
  }

  private static String decoded(String line) throws SmtpRefusal {
    if (line.equals("*")) {
      throw SmtpRefusal.of(501, "5.7.0", "authentication cancelled");
    }
    try {
      return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw SmtpRefusal.violation(501, "5.5.2", "expected base64");
    }
  }
}
