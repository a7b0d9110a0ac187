package io.notifyjava.signing.fuzz;

import java.util.SplittableRandom;

/** Spoils texts and bytes, in the ways that have broken parsers before. */
final class Mutator {

  private static final String[] NASTY = {
    "",
    " ",
    "\0",
    "\r\n",
    ",",
    "\"",
    "=",
    "v1,",
    "v2,",
    "v2,,",
    "\ud800",
    "\udc00",
    "\ud83d\ude00",
    "１",
    "٣",
    "9999999999",
    "-1",
    "+1",
    "1e9",
    "9223372036854775808",
    "%00",
    "../",
    "<",
    "]]>",
    "A".repeat(300),
    "é",
    "￿",
    "\u202e",
    "signature",
    "timestamp",
    "title"
  };

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  String nasty() {
    return NASTY[random.nextInt(NASTY.length)];
  }

  /** Spoils a text in up to three places; null once in a while. */
  String text(String text) {
    String result = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      result = once(result);
    }
    return chance(50) ? null : result;
  }

  private String once(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = at + random.nextInt(text.length() - at + 1);
    return switch (random.nextInt(8)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(at);
      case 2 -> text.substring(0, at) + nasty() + text.substring(at);
      case 3 -> text.substring(0, at) + text.substring(end);
      case 4 -> text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(end);
      case 5 -> flip(text);
      case 6 -> text + text.substring(at, end);
      default -> nasty();
    };
  }

  private String flip(String text) {
    if (text.isEmpty()) {
      return text;
    }
    char[] chars = text.toCharArray();
    chars[random.nextInt(chars.length)] ^=
        (char) (1 << random.nextInt(random.nextInt(4) == 0 ? 16 : 7));
    return new String(chars);
  }

  byte[] bytes(byte[] bytes) {
    if (bytes.length == 0 || chance(10)) {
      return new byte[random.nextInt(64)];
    }
    byte[] result = bytes.clone();
    result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    return result;
  }
}
