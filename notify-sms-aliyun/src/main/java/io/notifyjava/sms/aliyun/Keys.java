package io.notifyjava.sms.aliyun;

import io.notifyjava.message.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call is signed with.
 *
 * @param token of STS; null for lasting keys
 */
record Keys(String id, String secret, @Nullable String token) {

  /** Returns whatever no text may repeat. */
  List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(List.of(Secret.of(secret), Secret.of(id)));
    if (token != null) {
      secrets.add(Secret.of(token));
    }
    return secrets;
  }

  /** Tells whether a text can be a key or a token at all: visible ASCII, no blanks. */
  static boolean isOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  @Override
  public String toString() {
    return token == null ? "Keys[***]" : "Keys[*** with a token]";
  }
}
