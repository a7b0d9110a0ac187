package io.notifyjava.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds headers in raw bytes, and understands nothing of them. */
final class SmtpHeaders {

  private SmtpHeaders() {}

  /** The values of a header, in their order. */
  static List<String> all(byte[] raw, String name) {
    List<String> values = new ArrayList<>();
    int start = 0;
    while (start < raw.length && raw[start] != '\r') {
      int end = end(raw, start, raw.length);
      if (begins(raw, start, raw.length, name)) {
        int from = start + name.length() + 1;
        String value = new String(raw, from, end - from, StandardCharsets.ISO_8859_1);
        values.add(value.startsWith(" ") ? value.substring(1) : value);
      }
      start = end + 2;
    }
    return values;
  }

  /** By what a mail is known again: the first value of a header, or the whole without such. */
  static byte[] id(byte[] raw, int length, String name) {
    int start = 0;
    while (start < length && raw[start] != '\r') {
      int end = end(raw, start, length);
      if (begins(raw, start, length, name)) {
        return Arrays.copyOfRange(raw, start + name.length() + 1, end);
      }
      start = end + 2;
    }
    return Arrays.copyOf(raw, length);
  }

  /** Where the header that starts here ends: before a line end that no fold follows. */
  private static int end(byte[] raw, int start, int length) {
    for (int i = start; i + 1 < length; i++) {
      boolean lineEnd = raw[i] == '\r' && raw[i + 1] == '\n';
      if (lineEnd && (i + 2 >= length || (raw[i + 2] != ' ' && raw[i + 2] != '\t'))) {
        return i;
      }
    }
    return length;
  }

  private static boolean begins(byte[] raw, int start, int length, String name) {
    int colon = start + name.length();
    if (colon >= length || raw[colon] != ':') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.toLowerCase(raw[start + i]) != Character.toLowerCase(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
