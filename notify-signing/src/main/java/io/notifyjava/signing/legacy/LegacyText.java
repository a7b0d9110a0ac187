package io.notifyjava.signing.legacy;

import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.internal.Digest;
import io.notifyjava.signing.internal.DigestWriter;
import io.notifyjava.signing.internal.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The text that the older scheme hashes: names and their first values, sorted by code points,
 * joined by nothing, without the signature; the API key comes last.
 */
final class LegacyText {

  static final String SIGNATURE = "signature";
  static final String TIMESTAMP = "timestamp";

  private LegacyText() {}

  /** Returns the digest; null if a text holds half a surrogate pair. */
  static byte @Nullable [] digest(Digest digest, Parameters parameters, byte[] apiKey) {
    DigestWriter writer = new DigestWriter(digest.fresh());
    for (int index : order(parameters)) {
      if (index < 0) {
        break;
      }
      if (!writer.write(requireNonNull(parameters.name(index)))
          || !writer.write(requireNonNull(parameters.value(index)))) {
        return null;
      }
    }
    return writer.digest(apiKey);
  }

  /**
   * Returns the places of the parameters to hash in their order, and -1 behind the last. Sorts by
   * insertion: requests have a handful, and a limit holds off those that have not.
   */
  private static int[] order(Parameters parameters) {
    int[] order = new int[parameters.size() + 1];
    int count = 0;
    for (int i = 0; i < parameters.size(); i++) {
      String name = requireNonNull(parameters.name(i));
      if (name.equals(SIGNATURE)) {
        continue;
      }
      int at = count;
      int difference = 1;
      while (at > 0 && (difference = compare(parameters, order[at - 1], name)) > 0) {
        at--;
      }
      if (at > 0 && difference == 0) {
        continue; // of a repeated name the first value counts
      }
      System.arraycopy(order, at, order, at + 1, count - at);
      order[at] = i;
      count++;
    }
    order[count] = -1;
    return order;
  }

  private static int compare(Parameters parameters, int index, String name) {
    return Utf8.compare(requireNonNull(parameters.name(index)), name);
  }
}
