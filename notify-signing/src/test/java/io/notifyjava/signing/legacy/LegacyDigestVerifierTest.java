package io.notifyjava.signing.legacy;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.MemoryReplayGuard;
import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Tolerance;
import io.notifyjava.signing.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyDigestVerifierTest {

  private static final SigningSecret KEY = SigningSecret.of("mysecret");
  private static final long AT = 1_800_000_000L;

  private final TestClock clock = TestClock.at(AT);
  private final LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(KEY).build();
  private final LegacyDigestVerifier verifier = strict().build();

  private LegacyVerifierBuilder strict() {
    return LegacyDigestVerifier.builder()
        .apiKey("shop", KEY)
        .expect("title", "content")
        .clock(clock);
  }

  private Parameters.Builder request() {
    return Parameters.builder().add("title", "test").add("content", "消息 hello");
  }

  private Parameters signed(Parameters.Builder builder, String timestamp) {
    builder.add("timestamp", timestamp);
    return builder.add("signature", signer.sign(builder.build())).build();
  }

  private Parameters signed() {
    return signed(request(), Long.toString(AT));
  }

  private static Parameters with(Parameters all, String name, String value) {
    Parameters.Builder builder = Parameters.builder();
    for (int i = 0; i < all.size(); i++) {
      builder.add(all.name(i), name.equals(all.name(i)) ? value : all.value(i));
    }
    return builder.build();
  }

  @Test
  void rightRequest_isVerifiedWithItsKeyAndTime() {
    assertThat(verifier.verify(signed()))
        .isEqualTo(
            new Verification.Verified(
                "shop",
                io.notifyjava.signing.SignatureScheme.LEGACY_DIGEST,
                Instant.ofEpochSecond(AT)));
  }

  @ParameterizedTest
  @CsvSource({"-60,", "-61,EXPIRED", "60,", "61,FUTURE", "-59,", "59,", "-86400,EXPIRED"})
  void timestamp_mayBeAMinuteAwayEitherWay(long offset, RefusalReason reason) {
    Verification verdict = verifier.verify(signed(request(), Long.toString(AT + offset)));
    if (reason == null) {
      assertVerified(verdict, "shop");
    } else {
      assertRefused(verdict, reason);
    }
  }

  @Test
  void fractionsOfASecond_count() {
    clock.set(Instant.ofEpochSecond(AT + 60, 1));
    assertRefused(verifier.verify(signed()), RefusalReason.EXPIRED).contains("compare the clocks");
    clock.set(Instant.ofEpochSecond(AT - 61, 999_999_999));
    assertRefused(verifier.verify(signed()), RefusalReason.FUTURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1800000000000",
        "-180000000",
        "+180000000",
        "+1800000000",
        " 1800000000",
        "1800000000 ",
        "１８００００００００",
        "9223372036854775808",
        "1e9",
        "18000000.0",
        "180000000",
        "0x6b49d200",
        "٠١٢٣٤٥٦٧٨٩",
        "1800000000\n"
      })
  void timestamp_isTenDigits(String timestamp) {
    assertRefused(verifier.verify(signed(request(), timestamp)), RefusalReason.MALFORMED)
        .isEqualTo("expected a timestamp of ten digits 0-9, seconds since 1970");
    assertRefused(
        strict().compatible().build().verify(signed(request(), timestamp)),
        RefusalReason.MALFORMED);
  }

  @Test
  void extremeTimestampsAndClocks_doNotOverflow() {
    assertRefused(verifier.verify(signed(request(), "9999999999")), RefusalReason.FUTURE);
    assertRefused(verifier.verify(signed(request(), "0000000000")), RefusalReason.EXPIRED);
    clock.set(Instant.MAX);
    assertRefused(verifier.verify(signed()), RefusalReason.EXPIRED);
    clock.set(Instant.MIN);
    assertRefused(verifier.verify(signed()), RefusalReason.FUTURE);
  }

  @Test
  void sameSignature_isTakenOnce_inEitherCaseOfItsDigits() {
    Parameters once = signed();
    assertVerified(verifier.verify(once), "shop");
    assertRefused(verifier.verify(once), RefusalReason.REPLAYED).contains("seen before");
    String upper = once.first("signature").toUpperCase(Locale.ROOT);
    assertRefused(verifier.verify(with(once, "signature", upper)), RefusalReason.REPLAYED);
  }

  @Test
  void upperCaseDigits_areRead() {
    Parameters once = signed();
    String upper = once.first("signature").toUpperCase(Locale.ROOT);
    assertVerified(verifier.verify(with(once, "signature", upper)), "shop");
  }

  @Test
  void repeats_goThroughOnlyWhereTheyAreAllowed() {
    LegacyDigestVerifier open = strict().allowRepeats().build();
    assertVerified(open.verify(signed()), "shop");
    assertVerified(open.verify(signed()), "shop");
  }

  @Test
  void wrongSignature_isNotRemembered() {
    MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(10);
    LegacyDigestVerifier one = strict().replayGuard(guard).build();
    assertRefused(one.verify(with(signed(), "content", "other")), RefusalReason.MISMATCH);
    assertRefused(one.verify(signed(request(), Long.toString(AT - 61))), RefusalReason.EXPIRED);
    assertThat(guard.size()).isZero();
  }

  @Test
  void guardThatFailsOrIsFull_refuses() {
    LegacyDigestVerifier failing =
        strict()
            .replayGuard(
                (id, now, until) -> {
                  throw new IllegalStateException("store down");
                })
            .build();
    assertRefused(failing.verify(signed()), RefusalReason.UNAVAILABLE).doesNotContain("store down");
    LegacyDigestVerifier full = strict().replayGuard(MemoryReplayGuard.ofCapacity(1)).build();
    assertVerified(full.verify(signed()), "shop");
    assertRefused(full.verify(signed(request(), Long.toString(AT + 1))), RefusalReason.UNAVAILABLE);
    LegacyDigestVerifier silent = strict().replayGuard((id, now, until) -> null).build();
    assertRefused(silent.verify(signed()), RefusalReason.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "content", "timestamp", "signature"})
  void missingOrEmptyParameter_isRefused(String name) {
    Parameters all = signed();
    Parameters.Builder without = Parameters.builder();
    for (int i = 0; i < all.size(); i++) {
      if (!name.equals(all.name(i))) {
        without.add(all.name(i), all.value(i));
      }
    }
    assertRefused(verifier.verify(without.build()), RefusalReason.MISSING)
        .isEqualTo("expected the parameter '" + name + "' with a value, but found none");
    Parameters emptied = with(all, name, "");
    assertThat(io.notifyjava.signing.Verdicts.reason(verifier.verify(emptied)))
        .isIn(RefusalReason.MISSING, RefusalReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "content", "timestamp", "signature"})
  void repeatedParameter_isRefused_andTheFirstValueCountsWhereItIsNot(String name) {
    Parameters all = signed();
    Parameters twice = Parameters.builder().addAll(all).add(name, "other").build();
    assertRefused(verifier.verify(twice), RefusalReason.MALFORMED)
        .isEqualTo("expected '" + name + "' once, but found it repeated");
    assertVerified(strict().compatible().build().verify(twice), "shop");
    Parameters otherFirst = Parameters.builder().add(name, "other").addAll(all).build();
    assertThat(strict().compatible().build().verify(otherFirst))
        .isInstanceOf(Verification.Refused.class);
  }

  @Test
  void unexpectedParameter_isRefused_namesInOtherCaseToo() {
    assertRefused(
        verifier.verify(signed(request().add("extra", "1"), Long.toString(AT))),
        RefusalReason.MALFORMED);
    assertRefused(
        verifier.verify(signed(request().add("Title", "1"), Long.toString(AT))),
        RefusalReason.MALFORMED);
    assertVerified(
        strict()
            .optional("extra")
            .build()
            .verify(signed(request().add("extra", "1"), Long.toString(AT))),
        "shop");
  }

  @Test
  void blankNamesNullsHalfSurrogatesAndWhatIsTooLong_areRefused() {
    LegacyDigestVerifier compatible = strict().compatible().build();
    Parameters good = signed();
    for (Parameters bad :
        new Parameters[] {
          Parameters.builder().addAll(good).add(" ", "x").build(),
          Parameters.builder().addAll(good).add("", "x").build(),
          Parameters.builder().addAll(good).add(null, "x").build(),
          Parameters.builder().addAll(good).add("x", null).build(),
          Parameters.builder().addAll(good).add("x", "\ud83d").build(),
          Parameters.builder().addAll(good).add("x", "\ude00 \ud83d").build(),
          Parameters.builder().addAll(good).add("\udc00", "x").build(),
          Parameters.builder().addAll(good).add("n".repeat(129), "x").build(),
          Parameters.builder().addAll(good).add("x", "v".repeat(65_537)).build()
        }) {
      assertRefused(verifier.verify(bad), RefusalReason.MALFORMED);
      assertRefused(compatible.verify(bad), RefusalReason.MALFORMED)
          .matches("(parameter 5: |expected whole characters).*");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> signer.sign(bad))
          .withMessageMatching("Cannot sign: (parameter 5: |expected whole characters).*");
    }
    Parameters.Builder many = Parameters.builder().addAll(good);
    for (int i = 0; i < 125; i++) {
      many.add("p" + i, "x");
    }
    assertRefused(compatible.verify(many.build()), RefusalReason.MALFORMED)
        .isEqualTo("expected at most 128 parameters, but found 129");
    assertRefused(
        strict().limits(new SigningLimits(3, 10, 10, 10)).build().verify(good),
        RefusalReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "28924486d2aaf886565736a50e61bb9fb0d3baf613e2333b0e497934699ec1",
        "28924486d2aaf886565736a50e61bb9fb0d3baf613e2333b0e497934699ec15b0",
        "28924486d2aaf886565736a50e61bb9fb0d3baf613e2333b0e497934699ec15g",
        "2892 4486d2aaf886565736a50e61bb9fb0d3baf613e2333b0e497934699ec15",
        "KJJEhtKq+IZWVzalDmG7n7DTuvYT4jM7Dkl5NGmewVs=",
        "２8924486d2aaf886565736a50e61bb9fb0d3baf613e2333b0e497934699ec15b"
      })
  void signature_isAsManyHexadecimalDigitsAsTheDigestHas(String signature) {
    assertRefused(verifier.verify(with(signed(), "signature", signature)), RefusalReason.MALFORMED)
        .isEqualTo("expected a signature of 64 hexadecimal digits");
  }

  @Test
  void severalKeys_areValidAtOnce() {
    LegacyDigestVerifier both = strict().apiKey("new", SigningSecret.of("another-one")).build();
    LegacyDigestSigner next =
        LegacyDigestSigner.builder().apiKey(SigningSecret.of("another-one")).build();
    Parameters.Builder request = request().add("timestamp", Long.toString(AT));
    request.add("signature", next.sign(request.build()));

    assertVerified(both.verify(signed()), "shop");
    assertVerified(both.verify(request.build()), "new");
    assertRefused(verifier.verify(request.build()), RefusalReason.MISMATCH)
        .contains("compare the API key");
  }

  @Test
  void names_areSortedByCodePoint() {
    // U+1F600 is above U+FF5E, but its first half is below.
    LegacyDigestSigner any = LegacyDigestSigner.builder().apiKey(KEY).build();
    String right =
        any.sign(Parameters.builder().add("\uff5e", "1").add("\ud83d\ude00", "2").build());
    assertThat(right)
        .isEqualTo(
            any.sign(Parameters.builder().add("\ud83d\ude00", "2").add("\uff5e", "1").build()))
        .isEqualTo(any.sign(Parameters.builder().add("\uff5e", "1\ud83d\ude002").build()));
  }

  /** The name of the signature does not stand in the text that is hashed. */
  @Test
  void textWithTheWordSignature_isNotAmbiguous() {
    LegacyDigestSigner careful = LegacyDigestSigner.builder().apiKey(KEY).rejectAmbiguous().build();
    LegacyDigestVerifier one = strict().rejectAmbiguous().build();
    Parameters.Builder request =
        Parameters.builder()
            .add("title", "Your signature")
            .add("content", "is due")
            .add("timestamp", Long.toString(AT));
    request.add("signature", careful.sign(request.build()));
    assertVerified(one.verify(request.build()), "shop");
    assertRefused(one.verify(with(request.build(), "content", "a title")), RefusalReason.MALFORMED);
  }

  @Test
  void settingsThatDoNotGoTogether_areRefused() {
    for (String blank : new String[] {"", " "}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> strict().expect(blank))
          .withMessageContaining("but found a blank one");
      assertThatIllegalArgumentException().isThrownBy(() -> strict().optional(blank));
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> LegacyDigestVerifier.builder().expect("a").build())
        .withMessage("LegacyDigestVerifier: expected an API key; call apiKey(id, secret)");
    assertThatIllegalStateException()
        .isThrownBy(() -> LegacyDigestVerifier.builder().apiKey("a", KEY).build())
        .withMessageContaining("call expect(...), or compatible()");
    assertThatIllegalStateException()
        .isThrownBy(() -> strict().optional("x").rejectAmbiguous().build())
        .withMessageContaining("fixed set of names");
    assertThatIllegalStateException()
        .isThrownBy(() -> strict().expect("toto").rejectAmbiguous().build())
        .withMessageContaining("'toto' begins");
    assertThatIllegalArgumentException().isThrownBy(() -> strict().apiKey("shop", KEY));
    assertThatIllegalArgumentException().isThrownBy(() -> strict().apiKey("a b", KEY));
    assertThatIllegalStateException()
        .isThrownBy(() -> LegacyDigestSigner.builder().build())
        .withMessageContaining("call apiKey");
    for (Duration bad :
        new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(3_601)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Tolerance.of(bad))
          .withMessageContaining("expected above 0 and at most 1 hour, but found " + bad);
    }
  }
}
