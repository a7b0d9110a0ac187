package io.notifyjava.signing;

import java.time.Instant;
import java.util.Objects;

/**
 * The verdict on a signed request. Never a boolean, so that nobody reads it the wrong way round,
 * and never an exception for what a peer sent.
 *
 * @since 0.1.0
 */
public sealed interface Verification {

  /** Returns a refusal. */
  static Refused refused(RefusalReason reason, String detail) {
    return new Refused(reason, detail);
  }

  /**
   * The request was signed with a valid key, in time and for the first time.
   *
   * @param keyId the key's id, in the verifier's own words
   * @param scheme by which scheme
   * @param signedAt the time that the signer wrote, to the second
   */
  record Verified(String keyId, SignatureScheme scheme, Instant signedAt) implements Verification {
    /** Checks that all is there. */
    public Verified {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(scheme, "scheme");
      Objects.requireNonNull(signedAt, "signedAt");
    }
  }

  /**
   * The request must not be acted on.
   *
   * @param reason why, in one word
   * @param detail why, in a sentence for the log; it repeats nothing that the peer sent
   */
  record Refused(RefusalReason reason, String detail) implements Verification {
    /** Checks that all is there. */
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
