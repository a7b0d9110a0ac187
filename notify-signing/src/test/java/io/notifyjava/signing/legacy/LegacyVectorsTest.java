package io.notifyjava.signing.legacy;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vector of the scheme, and the attacks on it with the verdict on each. */
class LegacyVectorsTest {

  private static final SigningSecret KEY = SigningSecret.of("mysecret");
  private static final long AT = 1_507_545_674L;

  private final TestClock clock = TestClock.at(AT);
  private final LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(KEY).build();

  private static Map<String, String> vector() {
    return Map.of("title", "test", "content", "test消息内容", "timestamp", "1507545674");
  }

  private LegacyVerifierBuilder strict() {
    return LegacyDigestVerifier.builder()
        .apiKey("shop", KEY)
        .expect("title", "content")
        .clock(clock);
  }

  private static Parameters signed(Map<String, String> parameters, String signature) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("signature", signature);
    return Parameters.of(all);
  }

  @ParameterizedTest
  @CsvSource({
    "md5,469ccba6456ea0bc4fa514840d9c08a5",
    "sha1,0e424669eb4b1b2f70f8c7afad78956b5091f2df",
    "sha224,423af72cacb14cf6d46971af763497924f00bf088310e52ac27b02ec",
    "sha256,28924486d2aaf886565736a50e61bb9fb0d3baf613e2333b0e497934699ec15b",
    "sha384,484c4ac520cb96b5c739d259ca35388cb6298b21b91938ec55134866634fddd00ac68a9f9506c5ee41169a69540025b1",
    "sha512,6e21a0352e5b97548db194c1d5714f2259a98ca8a7aa60e2e5a200930d8254a62b837b2ea5b9977937de3f825560927444e26f8ea92d0f14fcd8f140194cc9e4"
  })
  void publishedVector_isSignedAndVerifiedWithEachDigest(String name, String expected) {
    DigestAlgorithm algorithm = DigestAlgorithm.ofName(name);
    LegacyDigestSigner one =
        LegacyDigestSigner.builder().apiKey(KEY).algorithm(algorithm).allowWeakDigest().build();

    assertThat(one.sign(vector())).isEqualTo(expected);
    assertVerified(
        strict().algorithm(algorithm).allowWeakDigest().build().verify(signed(vector(), expected)),
        "shop");
  }

  @Test
  void weakDigest_mustBeAllowed() {
    for (DigestAlgorithm weak : new DigestAlgorithm[] {DigestAlgorithm.MD5, DigestAlgorithm.SHA1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LegacyDigestSigner.builder().apiKey(KEY).algorithm(weak).build())
          .withMessageContaining("is broken")
          .withMessageContaining("allowWeakDigest()");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> strict().algorithm(weak).build())
          .withMessageContaining("allowWeakDigest()");
    }
  }

  @Test
  void sha128_isNoDigest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigestAlgorithm.ofName("sha128"))
        .withMessage(
            "Digest: expected one of md5, sha1, sha224, sha256, sha384, sha512, but found 'sha128'");
    assertThatIllegalArgumentException().isThrownBy(() -> DigestAlgorithm.ofName("none"));
  }

  /** V2. */
  @Test
  void joinedText_hasNoSeparators() {
    assertThat(signer.sign(Map.of("ab", "c")))
        .isEqualTo(signer.sign(Map.of("a", "bc")))
        .isEqualTo("a96b745a654e095d15bf5f865b0290a6eff1382fed639371f46262d02be5d123");
  }

  /** V3: cuts a message without the key. */
  @Test
  void truncation_isRefusedByTheStrictVerifierAndTakenByTheCompatibleOne() {
    Map<String, String> whole =
        Map.of("content", "hello", "timestamp", "1507545674", "title", "test");
    Map<String, String> cut =
        Map.of("content", "hel", "lo", "", "timestamp", "1507545674", "title", "test");
    String signature = signer.sign(whole);

    assertThat(signer.sign(cut))
        .isEqualTo(signature)
        .isEqualTo("e0a0f1fe071226610dc088fa74a93f066838ffcdbbaff23034375aadc53bc1d9");
    assertVerified(strict().build().verify(signed(whole, signature)), "shop");
    assertRefused(strict().build().verify(signed(cut, signature)), RefusalReason.MALFORMED)
        .contains("is not one of those that are expected");
    assertVerified(strict().compatible().build().verify(signed(cut, signature)), "shop");
  }

  /** V4: another message, and a timestamp years ahead. */
  @Test
  void postDating_isRefusedAsFuture_andAtSigningIfAmbiguousTextsAreRefused() {
    Map<String, String> honest =
        Map.of(
            "content",
            "Pay Bobtimestamp1893456000titleZ",
            "timestamp",
            "1507545674",
            "title",
            "test");
    Map<String, String> forged =
        Map.of(
            "content",
            "Pay Bob",
            "timestamp",
            "1893456000",
            "title",
            "Ztimestamp1507545674titletest");
    String signature = signer.sign(honest);

    assertThat(signer.sign(forged))
        .isEqualTo(signature)
        .isEqualTo("3e99ecd39b1f1eff766ef68f16550845d7545aecc0f0b8bede5938cd37d6f907");
    assertVerified(strict().build().verify(signed(honest, signature)), "shop");
    assertRefused(strict().build().verify(signed(forged, signature)), RefusalReason.FUTURE);
    assertRefused(
        strict().compatible().build().verify(signed(forged, signature)), RefusalReason.FUTURE);
    clock.set(java.time.Instant.ofEpochSecond(1_893_456_000L));
    assertVerified(strict().build().verify(signed(forged, signature)), "shop");
    assertRefused(
            strict().rejectAmbiguous().build().verify(signed(forged, signature)),
            RefusalReason.MALFORMED)
        .contains("the signature fits another request too");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LegacyDigestSigner.builder().apiKey(KEY).rejectAmbiguous().build().sign(honest))
        .withMessage(
            "Cannot sign: a value holds the name 'timestamp' of a parameter, so that another request"
                + " would have the same signature; change the text, or sign with HmacSigner");
  }

  /** V5. */
  @Test
  void keyBoundary_isOpen_soNoKeyMayEndWithAnother() {
    LegacyDigestSigner shorter =
        LegacyDigestSigner.builder().apiKey(SigningSecret.of("secret")).build();

    assertThat(signer.sign(Map.of("a", "x"))).isEqualTo(shorter.sign(Map.of("a", "xmy")));
    assertThatIllegalStateException()
        .isThrownBy(() -> strict().apiKey("other", SigningSecret.of("secret")).build())
        .withMessage(
            "LegacyDigestVerifier: the API key 'shop' ends with the whole of 'other'; change one");
  }

  /** V6: why md5 is broken here though the secret comes last; HMAC is not. */
  @Test
  void collisionOfMd5_staysOneUnderAnySecretBehindIt_butNotUnderHmac() throws Exception {
    byte[] one = HexFormat.of().parseHex(COLLISION);
    byte[] other = one.clone();
    for (int at : new int[] {19, 45, 59, 83, 109, 123}) {
      other[at] ^= (byte) 0x80;
    }
    assertThat(one).isNotEqualTo(other);
    assertThat(HexFormat.of().formatHex(md5(one, "")))
        .isEqualTo(HexFormat.of().formatHex(md5(other, "")))
        .isEqualTo("79054025255fb1a26e4bc422aef54eb4");
    assertThat(HexFormat.of().formatHex(md5(one, "any-secret")))
        .isEqualTo(HexFormat.of().formatHex(md5(other, "any-secret")))
        .isEqualTo("99f6c33a16f17265b2e61c793d0bd800");
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec("any-secret".getBytes(UTF_8), "HmacMD5"));
    assertThat(mac.doFinal(one)).isNotEqualTo(mac.doFinal(other));
  }

  /** V7: this module puts the secret last, so no text can be appended without it. */
  @Test
  void secret_comesLast() throws Exception {
    byte[] prefixForm =
        MessageDigest.getInstance("SHA-256")
            .digest("mysecretcontenthellotimestamp1507545674titletest".getBytes(UTF_8));
    assertThat(HexFormat.of().formatHex(prefixForm)).startsWith("029e99b0").endsWith("f1ba");
    assertThat(signer.sign(Map.of("content", "hello", "timestamp", "1507545674", "title", "test")))
        .isNotEqualTo(HexFormat.of().formatHex(prefixForm));
  }

  private static byte[] md5(byte[] data, String suffix) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(data);
    all.write(suffix.getBytes(UTF_8));
    return MessageDigest.getInstance("MD5").digest(all.toByteArray());
  }

  private static final String COLLISION =
      "d131dd02c5e6eec4693d9a0698aff95c2fcab58712467eab4004583eb8fb7f89"
          + "55ad340609f4b30283e488832571415a085125e8f7cdc99fd91dbdf280373c5b"
          + "d8823e3156348f5bae6dacd436c919c6dd53e2b487da03fd02396306d248cda0"
          + "e99f33420f577ee8ce54b67080a80d1ec69821bcb6a8839396f9652b6ff72a70";
}
