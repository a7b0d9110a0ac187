package io.notifyjava.signing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Signs callbacks as the platform does, written anew from its documentation. */
final class PlatformSide {

  private PlatformSide() {}

  static String sign(String... parts) {
    String[] sorted = parts.clone();
    Arrays.sort(sorted);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(String.join("", sorted).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
