package io.notifyjava.redis;

import io.notifyjava.message.Texts;

/** Names of keys. */
final class Keys {

  private Keys() {}

  /** Returns a prefix that can stand before every key, in a cluster too. */
  static String prefix(String prefix) {
    Texts.required("prefix", prefix, 64);
    if (prefix.indexOf('{') >= 0 || prefix.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "prefix must be free of braces, by which a cluster tells what belongs together, but was "
              + prefix);
    }
    return prefix;
  }
}
