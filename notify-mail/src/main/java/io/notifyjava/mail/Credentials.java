package io.notifyjava.mail;

import io.notifyjava.message.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an account signs in; never shown. */
final class Credentials {

  final String user;
  final @Nullable Secret password;
  final @Nullable SmtpTokens tokens;
  final SmtpAuth auth;

  Credentials(String user, @Nullable Secret password, @Nullable SmtpTokens tokens, SmtpAuth auth) {
    this.user = user;
    this.password = password;
    this.tokens = tokens;
    this.auth = auth;
  }

  /** Returns what no failure may repeat, the forms on the wire included. */
  List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>();
    if (password != null) {
      secrets.add(password);
      secrets.add(Secret.of(base64(password.reveal())));
      secrets.add(Secret.of(plain()));
    }
    return secrets;
  }

  /** RFC 4616: no identity to act for, user name, password. */
  String plain() {
    return base64("\0" + user + "\0" + (password == null ? "" : password.reveal()));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
