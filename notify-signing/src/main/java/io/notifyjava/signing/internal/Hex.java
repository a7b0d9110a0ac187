package io.notifyjava.signing.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Hexadecimal digits: written in lower case, read in either. */
public final class Hex {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  /** Both digits of each byte. */
  private static final short[] PAIRS = pairs();

  private Hex() {}

  private static short[] pairs() {
    String digits = "0123456789abcdef";
    short[] pairs = new short[256];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = (short) (digits.charAt(i >> 4) << 8 | digits.charAt(i & 0xf));
    }
    return pairs;
  }

  /** Writes two digits for each byte. */
  public static String of(byte[] bytes) {
    return new String(digits(bytes), ISO_8859_1);
  }

  /** Writes two digits for each byte, as ASCII. */
  public static byte[] digits(byte[] bytes) {
    byte[] digits = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      SHORTS.set(digits, 2 * i, PAIRS[bytes[i] & 0xff]);
    }
    return digits;
  }

  /** Reads exactly {@code length} bytes; null if the text is anything else. */
  public static byte @Nullable [] parse(String text, int length) {
    if (text.length() != 2 * length) {
      return null;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int high = digit(text.charAt(2 * i));
      int low = digit(text.charAt(2 * i + 1));
      if ((high | low) < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /** Not {@code Character.digit}, which reads the digits of all scripts. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
