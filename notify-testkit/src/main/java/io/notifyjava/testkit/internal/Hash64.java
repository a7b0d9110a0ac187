package io.notifyjava.testkit.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes, good enough to tell messages apart: among a million, the chance that any
 * two collide is about one in forty million.
 *
 * <p>Not for secrets: it is fast, fixed and has no key.
 */
public final class Hash64 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xc2b2ae3d27d4eb4fL;

  private Hash64() {}

  /** Hashes bytes; another seed gives another hash. */
  public static long of(byte[] bytes, long seed) {
    long hash = mix(seed ^ (bytes.length * FIRST));
    int whole = bytes.length & ~7;
    for (int i = 0; i < whole; i += 8) {
      hash = step(hash, (long) LONGS.get(bytes, i));
    }
    long rest = 0;
    for (int i = whole; i < bytes.length; i++) {
      rest = (rest << 8) | (bytes[i] & 0xff);
    }
    return mix(step(hash, rest));
  }

  /** Hashes the characters of a text. */
  public static long of(String text, long seed) {
    long hash = mix(seed ^ (text.length() * FIRST));
    for (int i = 0; i < text.length(); i++) {
      hash = step(hash, text.charAt(i));
    }
    return mix(hash);
  }

  /** The finalizer of SplitMix64: every input bit reaches every output bit. */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long step(long hash, long word) {
    return Long.rotateLeft(hash ^ mix(word + FIRST), 27) * SECOND + FIRST;
  }
}
