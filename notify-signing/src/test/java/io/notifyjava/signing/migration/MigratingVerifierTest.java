package io.notifyjava.signing.migration;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.KeyRing;
import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacSigner;
import io.notifyjava.signing.hmac.HmacVerifier;
import io.notifyjava.signing.hmac.SignatureHeaders;
import io.notifyjava.signing.legacy.LegacyDigestSigner;
import io.notifyjava.signing.legacy.LegacyDigestVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigratingVerifierTest {

  private static final long AT = 1_800_000_000L;
  private static final SignatureHeaders NONE = new SignatureHeaders(null, null, null);
  private static final CanonicalRequest REQUEST = CanonicalRequest.of("POST", "/send");

  private final TestClock clock = TestClock.at(AT);
  private final KeyRing ring = KeyRing.of(SigningKey.of("shop.2026-11", SigningSecret.random()));
  private final HmacSigner hmac = HmacSigner.builder().keys(ring).clock(clock).build();
  private final SigningSecret apiKey = SigningSecret.of("mysecret");
  private final LegacyDigestSigner legacy = LegacyDigestSigner.builder().apiKey(apiKey).build();
  private final LegacyDigestSigner other =
      LegacyDigestSigner.builder().apiKey(SigningSecret.of("of-another")).build();
  private final List<Verification.Verified> uses = new ArrayList<>();

  private MigratingVerifier.Builder both() {
    return MigratingVerifier.builder()
        .hmac(HmacVerifier.builder().keys(ring).clock(clock).build())
        .legacy(
            LegacyDigestVerifier.builder()
                .apiKey("shop", apiKey)
                .apiKey("bakery", SigningSecret.of("of-another"))
                .expect("title")
                .clock(clock)
                .build())
        .onLegacy(uses::add);
  }

  private Parameters signed(LegacyDigestSigner signer) {
    clock.move(Duration.ofSeconds(1));
    Parameters.Builder all =
        Parameters.builder()
            .add("title", "test")
            .add("timestamp", Long.toString(clock.instant().getEpochSecond()));
    return all.add("signature", signer.sign(all.build())).build();
  }

  @Test
  void bothSchemes_areTaken_andUsesOfTheOlderOneAreTold() {
    MigratingVerifier verifier = both().build();
    assertVerified(verifier.verify(REQUEST, hmac.sign(REQUEST), Parameters.none()), "shop.2026-11");
    assertVerified(verifier.verify(REQUEST, NONE, signed(legacy)), "shop");
    assertThat(uses).extracting(Verification.Verified::keyId).containsExactly("shop");
  }

  @Test
  void brokenVersion2_isNotJudgedByTheOlderScheme() {
    MigratingVerifier verifier = both().build();
    SignatureHeaders good = hmac.sign(REQUEST);
    assertRefused(
        verifier.verify(CanonicalRequest.of("POST", "/other"), good, signed(legacy)),
        RefusalReason.MISMATCH);
    assertRefused(
        verifier.verify(REQUEST, new SignatureHeaders("", null, null), signed(legacy)),
        RefusalReason.MISSING);
    assertRefused(
        verifier.verify(REQUEST, new SignatureHeaders(null, null, "x"), signed(legacy)),
        RefusalReason.MISSING);
    assertThat(uses).isEmpty();
  }

  @Test
  void callerWhoMoved_isRefusedTheOlderScheme_othersAreNot() {
    MigratingVerifier verifier = both().learnMoves().build();
    assertVerified(verifier.verify(REQUEST, NONE, signed(legacy)), "shop");
    verifier.verify(REQUEST, hmac.sign(REQUEST), Parameters.none());
    assertRefused(verifier.verify(REQUEST, NONE, signed(legacy)), RefusalReason.DOWNGRADED)
        .contains("find out who removed the headers");
    assertVerified(verifier.verify(REQUEST, NONE, signed(other)), "bakery");
    assertThat(uses).hasSize(2);
  }

  @Test
  void callerWhoseNameOnlyBeginsTheSame_movesNobodyElse() {
    KeyRing neighbours = KeyRing.of(SigningKey.of("shopping.2026", SigningSecret.random()));
    MigratingVerifier verifier =
        both()
            .hmac(HmacVerifier.builder().keys(neighbours).clock(clock).build())
            .learnMoves()
            .build();
    HmacSigner neighbour = HmacSigner.builder().keys(neighbours).clock(clock).build();
    assertVerified(
        verifier.verify(REQUEST, neighbour.sign(REQUEST), Parameters.none()), "shopping.2026");
    assertVerified(verifier.verify(REQUEST, NONE, signed(legacy)), "shop");
  }

  @Test
  void wrongVersion2_teachesNothing() {
    MigratingVerifier verifier = both().learnMoves().build();
    verifier.verify(CanonicalRequest.of("GET", "/"), hmac.sign(REQUEST), Parameters.none());
    assertVerified(verifier.verify(REQUEST, NONE, signed(legacy)), "shop");
  }

  @Test
  void namedCallers_haveMovedFromTheBeginning() {
    MigratingVerifier verifier = both().moved("shop").build();
    assertRefused(verifier.verify(REQUEST, NONE, signed(legacy)), RefusalReason.DOWNGRADED);
    assertVerified(verifier.verify(REQUEST, NONE, signed(other)), "bakery");
  }

  @Test
  void withoutLearning_aCallerMayUseBoth() {
    MigratingVerifier verifier = both().build();
    verifier.verify(REQUEST, hmac.sign(REQUEST), Parameters.none());
    assertVerified(verifier.verify(REQUEST, NONE, signed(legacy)), "shop");
  }

  @Test
  void version2Only_refusesTheOlderSchemeOfEverybody() {
    MigratingVerifier verifier = both().policy(MigrationPolicy.V2_ONLY).build();
    assertRefused(verifier.verify(REQUEST, NONE, signed(other)), RefusalReason.DOWNGRADED);
    assertVerified(verifier.verify(REQUEST, hmac.sign(REQUEST), Parameters.none()), "shop.2026-11");
  }

  @Test
  void requestWithoutAnySignature_isMissing() {
    assertRefused(both().build().verify(REQUEST, NONE, Parameters.none()), RefusalReason.MISSING);
  }

  @Test
  void listenerThatThrows_doesNotHarm() {
    MigratingVerifier verifier =
        both()
            .onLegacy(
                verified -> {
                  throw new IllegalStateException("full disk");
                })
            .build();
    assertVerified(verifier.verify(REQUEST, NONE, signed(legacy)), "shop");
  }

  /** Else nobody would be held off, and nobody would know. */
  @Test
  void movedCallerWhomTheOlderVerifierDoesNotKnow_isRefusedAtOnce() {
    assertThatIllegalStateException()
        .isThrownBy(() -> both().moved("shop", "shop.2026-11").build())
        .withMessage(
            "MigratingVerifier: expected in moved(...) ids of API keys that the older verifier knows,"
                + " but found 'shop.2026-11'; give the id of the API key, not that of the HMAC key,"
                + " or drop it");
  }

  @Test
  void bothVerifiers_areRequired() {
    assertThatIllegalStateException()
        .isThrownBy(() -> MigratingVerifier.builder().build())
        .withMessageContaining("call hmac(...) and legacy(...)");
  }
}
