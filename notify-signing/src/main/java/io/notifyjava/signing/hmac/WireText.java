package io.notifyjava.signing.hmac;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.internal.Digest;
import io.notifyjava.signing.internal.Hex;
import io.notifyjava.signing.internal.Parts;
import io.notifyjava.signing.internal.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of which version 2 makes a MAC. {@code docs/signing.md} describes them for other
 * languages; a change here is a new version.
 */
final class WireText {

  private static final Digest SHA256 = Digest.of("SHA-256");

  /** The version and the first part, which is the same in all requests. */
  private static final byte[] BEGINNING = "NTFY2\n11:HMAC-SHA256\n".getBytes(US_ASCII);

  private final CanonicalRequest request;
  private final byte[] bodyHash;
  private final int[] order;

  WireText(CanonicalRequest request) {
    this.request = request;
    this.bodyHash = Hex.digits(SHA256.hash(request.body()));
    this.order = order(request.parameters());
  }

  /**
   * Computes the MAC of the request with a key, under the id that the request names; null if a
   * parameter holds half a surrogate pair.
   */
  byte @Nullable [] mac(SigningKey key, String keyId, String timestamp, String nonce) {
    Parts parts = new Parts();
    parts.raw(BEGINNING);
    parts.part(keyId);
    parts.part(timestamp);
    parts.part(nonce);
    parts.part(request.method());
    parts.part(request.path());
    parts.part(bodyHash);
    Parameters parameters = request.parameters();
    for (int index : order) {
      if (!parts.part(requireNonNull(parameters.name(index)))
          || !parts.part(requireNonNull(parameters.value(index)))) {
        return null;
      }
    }
    return key.mac(parts.array(), 0, parts.length());
  }

  /** Sorts by name, values of one name as they came: which one is first matters to applications. */
  private static int[] order(Parameters parameters) {
    int[] order = new int[parameters.size()];
    for (int i = 0; i < order.length; i++) {
      String name = requireNonNull(parameters.name(i));
      int at = i;
      while (at > 0 && Utf8.compare(requireNonNull(parameters.name(order[at - 1])), name) > 0) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    return order;
  }
}
