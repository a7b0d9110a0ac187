package io.notifyjava.signing.hmac;

import io.notifyjava.signing.SigningKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One signature of the header, as the peer wrote it: a key's id and 32 bytes. */
final class ClaimedSignature {

  private static final int MAC_BYTES = 32;
  private static final int MAC_CHARS = 43;
  private static final int MAX_HEADER = 1_024;
  private static final String VERSION = "v2";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String keyId;
  private final byte[] mac;

  private ClaimedSignature(String keyId, byte[] mac) {
    this.keyId = keyId;
    this.mac = mac;
  }

  String keyId() {
    return keyId;
  }

  byte[] mac() {
    return mac;
  }

  /**
   * Reads the header. Signatures of versions that nobody here knows are passed over, so that a
   * sender can add one.
   *
   * @return those of version 2, perhaps none; null if the header is not of the shape that it must
   *     have
   */
  static @Nullable List<ClaimedSignature> parse(String header) {
    if (header.length() > MAX_HEADER) {
      return null;
    }
    List<ClaimedSignature> found = new ArrayList<>(1);
    String[] entries = header.split(" ", -1);
    if (entries.length > HmacVerifier.MAX_SIGNATURES) {
      return null;
    }
    for (String entry : entries) {
      String[] fields = entry.split(",", -1);
      if (fields.length < 2 || !isVersion(fields[0])) {
        return null;
      }
      if (fields[0].equals(VERSION)) {
        ClaimedSignature signature = fields.length == 3 ? of(fields[1], fields[2]) : null;
        if (signature == null) {
          return null;
        }
        found.add(signature);
      }
    }
    return found;
  }

  private static boolean isVersion(String text) {
    return text.length() == 2
        && text.charAt(0) == 'v'
        && text.charAt(1) >= '1'
        && text.charAt(1) <= '9';
  }

  private static @Nullable ClaimedSignature of(String keyId, String mac) {
    if (!SigningKey.isId(keyId) || mac.length() != MAC_CHARS) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(mac);
      // One way to write 32 bytes: the decoder passes over bits behind the last one.
      boolean isCanonical = BASE64.encodeToString(bytes).equals(mac);
      return bytes.length == MAC_BYTES && isCanonical ? new ClaimedSignature(keyId, bytes) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
