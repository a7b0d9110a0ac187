package io.notifyjava.signing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.signing.RefusalReason;
import org.junit.jupiter.api.Test;

/** The short form of the fuzz run: 200,000 verifications. */
class FuzzTest {

  @Test
  void spoiledRequests_areRefusedWithoutAnException() {
    Fuzz fuzz = Fuzz.run(200_000, 1);

    assertThat(fuzz.exceptions()).isZero();
    assertThat(fuzz.forged()).isZero();
    // It spoils enough to reach every check, and little enough to leave some requests right.
    assertThat(fuzz.refused().keySet()).isEqualTo(Targets.all().keySet());
    assertThat(fuzz.taken())
        .containsKeys("hmac v2", "legacy strict", "webhook", "wsse", "callback envelope");
    assertThat(fuzz.refused().get("hmac v2").keySet())
        .contains(
            RefusalReason.MISSING,
            RefusalReason.MALFORMED,
            RefusalReason.MISMATCH,
            RefusalReason.UNKNOWN_KEY);
  }
}
