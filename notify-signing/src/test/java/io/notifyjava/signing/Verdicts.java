package io.notifyjava.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.AbstractStringAssert;

/** Assertions about verdicts. */
public final class Verdicts {

  private Verdicts() {}

  public static void assertVerified(Verification verdict, String keyId) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verification.Verified.class, ok -> assertThat(ok.keyId()).isEqualTo(keyId));
  }

  public static AbstractStringAssert<?> assertRefused(Verification verdict, RefusalReason reason) {
    assertThat(verdict).isInstanceOf(Verification.Refused.class);
    Verification.Refused refused = (Verification.Refused) verdict;
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    return assertThat(refused.detail());
  }

  public static RefusalReason reason(Verification verdict) {
    return ((Verification.Refused) verdict).reason();
  }
}
