package io.notifyjava.signing.hmac;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.KeyRing;
import io.notifyjava.signing.MemoryReplayGuard;
import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Verification;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacTest {

  private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final SigningKey KEY = SigningKey.of("shop-1", SigningSecret.ofBytes(SECRET));
  private static final SigningKey NEXT = SigningKey.of("shop-2", SigningSecret.random());
  private static final long AT = 1_800_000_000L;

  private final TestClock clock = TestClock.at(AT);
  private final HmacSigner signer = HmacSigner.builder().keys(KeyRing.of(KEY)).clock(clock).build();
  private final CanonicalRequest request =
      CanonicalRequest.of("POST", "/v1/messages")
          .withParameters(
              Parameters.builder().add("to", "张三").add("cc", "a b").add("to", "").build())
          .withBody("{\"text\":\"您好\"}".getBytes(UTF_8));

  private HmacVerifier verifier(KeyRing ring) {
    return HmacVerifier.builder().keys(ring).clock(clock).build();
  }

  private HmacVerifier verifier() {
    return verifier(KeyRing.of(KEY));
  }

  @Test
  void signedRequest_isVerifiedOnce() {
    HmacVerifier verifier = verifier();
    SignatureHeaders headers = signer.sign(request);

    assertVerified(verifier.verify(request, headers), "shop-1");
    assertRefused(verifier.verify(request, headers), RefusalReason.REPLAYED);
  }

  /** The text and its MAC, made by hand from the words of docs/signing.md. */
  @Test
  void wireFormat_isTheDocumentedOne() throws Exception {
    String nonce = "AAAAAAAAAAAAAAAAAAAAAA";
    byte[] body = "{\"text\":\"您好\"}".getBytes(UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write("NTFY2\n".getBytes(UTF_8));
    for (String part :
        List.of(
            "HMAC-SHA256",
            "shop-1",
            "1800000000",
            nonce,
            "POST",
            "/v1/messages",
            hash,
            "cc",
            "a b",
            "to",
            "张三",
            "to",
            "")) {
      byte[] bytes = part.getBytes(UTF_8);
      text.write((bytes.length + ":").getBytes(UTF_8));
      text.write(bytes);
      text.write('\n');
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    String expected =
        Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.toByteArray()));

    SignatureHeaders headers = signer.sign(request, Instant.ofEpochSecond(AT), nonce);

    assertThat(headers.asMap())
        .isEqualTo(
            Map.of(
                "X-Notify-Signature",
                "v2,shop-1," + expected,
                "X-Notify-Timestamp",
                "1800000000",
                "X-Notify-Nonce",
                nonce));
    assertThat(expected).isEqualTo("sahcT7uaXvS4QXlGe5zJeSA5Q31FvHZ1Qhc3IfvnVJw");
  }

  @ParameterizedTest
  @CsvSource({"-300,", "-301,EXPIRED", "60,", "61,FUTURE"})
  void time_isFiveMinutesBackAndOneAhead(long offset, RefusalReason reason) {
    clock.move(Duration.ofSeconds(offset));
    SignatureHeaders headers = signer.sign(request);
    clock.set(Instant.ofEpochSecond(AT));
    Verification verdict = verifier().verify(request, headers);
    if (reason == null) {
      assertVerified(verdict, "shop-1");
    } else {
      assertRefused(verdict, reason);
    }
  }

  /** V2 and V5 of the older scheme: nothing can be cut anew here. */
  @Test
  void partsCannotBeCutAnew() {
    HmacVerifier verifier = verifier();
    CanonicalRequest one =
        CanonicalRequest.of("GET", "/a").withParameters(Parameters.of(Map.of("ab", "c")));
    CanonicalRequest other =
        CanonicalRequest.of("GET", "/a").withParameters(Parameters.of(Map.of("a", "bc")));
    assertRefused(verifier.verify(other, signer.sign(one)), RefusalReason.MISMATCH);
    CanonicalRequest longer =
        CanonicalRequest.of("GET", "/a").withParameters(Parameters.of(Map.of("a", "b\n1:c")));
    CanonicalRequest split =
        CanonicalRequest.of("GET", "/a")
            .withParameters(Parameters.builder().add("a", "b").add("1", "c").build());
    assertRefused(verifier.verify(split, signer.sign(longer)), RefusalReason.MISMATCH);
  }

  @Test
  void orderOfNames_doesNotMatter_orderOfValuesOfOneNameDoes() {
    HmacVerifier verifier = verifier();
    CanonicalRequest one = query("a", "1", "b", "2", "b", "3");
    assertVerified(
        verifier.verify(query("b", "2", "a", "1", "b", "3"), signer.sign(one)), "shop-1");
    assertRefused(
        verifier.verify(query("a", "1", "b", "3", "b", "2"), signer.sign(one)),
        RefusalReason.MISMATCH);
  }

  private static CanonicalRequest query(String... namesAndValues) {
    Parameters.Builder builder = Parameters.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return CanonicalRequest.of("GET", "/q").withParameters(builder.build());
  }

  @Test
  void methodAndPath_areCovered() {
    HmacVerifier verifier = verifier();
    assertRefused(
        verifier.verify(
            CanonicalRequest.of("GET", "/sms"), signer.sign(CanonicalRequest.of("POST", "/sms"))),
        RefusalReason.MISMATCH);
    assertRefused(
        verifier.verify(
            CanonicalRequest.of("GET", "/mail"), signer.sign(CanonicalRequest.of("GET", "/sms"))),
        RefusalReason.MISMATCH);
  }

  @Test
  void rotation_bothKeysAreGoodWhileBothAreInTheRing() {
    HmacSigner next = HmacSigner.builder().keys(KeyRing.of(NEXT, KEY)).clock(clock).build();
    HmacVerifier both = verifier(KeyRing.of(KEY, NEXT));

    assertVerified(both.verify(request, signer.sign(request)), "shop-1");
    assertVerified(both.verify(request, next.sign(request)), "shop-2");
    assertRefused(
        verifier(KeyRing.of(NEXT)).verify(request, signer.sign(request)),
        RefusalReason.UNKNOWN_KEY);
  }

  @Test
  void twoSignatures_oneOfAKnownKeyIsEnough_andTheyAreOneRequest() {
    HmacSigner twice =
        HmacSigner.builder()
            .keys(KeyRing.of(NEXT, KEY))
            .alsoSignWith("shop-1")
            .clock(clock)
            .build();
    SignatureHeaders headers = twice.sign(request);

    assertVerified(verifier(KeyRing.of(KEY)).verify(request, headers), "shop-1");
    HmacVerifier both = verifier(KeyRing.of(KEY, NEXT));
    assertVerified(both.verify(request, headers), "shop-2");
    String second = headers.signature().split(" ")[1];
    assertRefused(
        both.verify(request, new SignatureHeaders(second, headers.timestamp(), headers.nonce())),
        RefusalReason.REPLAYED);
  }

  @Test
  void keyOutsideItsTime_isUnknown_andNotSignedWith() {
    SigningKey until = KEY.validUntil(Instant.ofEpochSecond(AT));
    HmacVerifier verifier = verifier(KeyRing.of(NEXT, until));
    assertRefused(verifier.verify(request, signer.sign(request)), RefusalReason.UNKNOWN_KEY);
    clock.move(Duration.ofMillis(-1));
    assertVerified(verifier.verify(request, signer.sign(request)), "shop-1");
    clock.move(Duration.ofMillis(1));
    HmacSigner late = HmacSigner.builder().keys(KeyRing.of(until)).clock(clock).build();
    assertThatIllegalStateException()
        .isThrownBy(() -> late.sign(request))
        .withMessageContaining("expected a key to sign with that is valid at 2027-01-15T08:00:00Z")
        .withMessageContaining("make another one the current key");
  }

  @Test
  void sameRequestAtTwoNodesFromManyThreads_isTakenOnce_ifTheyShareAGuard() throws Exception {
    MemoryReplayGuard guard = MemoryReplayGuard.create();
    HmacVerifier.Builder builder =
        HmacVerifier.builder().keys(KeyRing.of(KEY)).clock(clock).replayGuard(guard);
    List<HmacVerifier> nodes = List.of(builder.build(), builder.build());
    SignatureHeaders headers = signer.sign(request);
    int threads = 100;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Verification>> verdicts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        HmacVerifier node = nodes.get(i % 2);
        verdicts.add(
            executor.submit(
                () -> {
                  together.await();
                  return node.verify(request, headers);
                }));
      }
      int verified = 0;
      for (Future<Verification> verdict : verdicts) {
        if (verdict.get() instanceof Verification.Verified) {
          verified++;
        } else {
          assertRefused(verdict.get(), RefusalReason.REPLAYED);
        }
      }
      assertThat(verified).isEqualTo(1);
    } finally {
      executor.shutdownNow();
    }
  }

  /** What is remembered outlives the tolerance by as much as our clock may be set back. */
  @Test
  void clockThatIsSetBack_letsNothingInTwice() {
    MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(100);
    HmacVerifier verifier =
        HmacVerifier.builder().keys(KeyRing.of(KEY)).clock(clock).replayGuard(guard).build();
    SignatureHeaders first = signer.sign(request);
    assertVerified(verifier.verify(request, first), "shop-1");
    clock.move(Duration.ofSeconds(330));
    assertVerified(verifier.verify(request, signer.sign(request)), "shop-1");
    clock.move(Duration.ofSeconds(-60));
    assertRefused(verifier.verify(request, first), RefusalReason.REPLAYED);
  }

  @Test
  void ringThatFails_refuses() {
    KeyRing failing =
        new KeyRing() {
          @Override
          public SigningKey current() {
            return KEY;
          }

          @Override
          public Optional<SigningKey> find(String id) {
            throw new IllegalStateException("vault down");
          }
        };
    assertRefused(
            verifier(failing).verify(request, signer.sign(request)), RefusalReason.UNAVAILABLE)
        .isEqualTo("the key ring failed, so the request is refused");
  }

  @Test
  void nonceIsNoted_onlyOfRightRequestsInTime() {
    MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(10);
    HmacVerifier verifier =
        HmacVerifier.builder().keys(KeyRing.of(KEY)).clock(clock).replayGuard(guard).build();
    SignatureHeaders headers = signer.sign(request);
    verifier.verify(request.withBody(new byte[1]), headers);
    verifier.verify(
        request,
        new SignatureHeaders("v2,other," + "A".repeat(43), headers.timestamp(), headers.nonce()));
    clock.move(Duration.ofHours(1));
    verifier.verify(request, headers);
    assertThat(guard.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v2",
        "v2,shop-1",
        "v2,shop-1,AAAA",
        "v2,shop-1,*AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v2,shop 1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v2,,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v2,shop-1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,x",
        "v2,shop-1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ",
        "v2,shop-1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA  v3,x",
        "none",
        "hs256,shop-1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v3,a v3,a v3,a v3,a v3,a"
      })
  void signatureHeaderOfAnotherShape_isMalformed(String signature) {
    SignatureHeaders headers = signer.sign(request);
    assertRefused(
        verifier()
            .verify(request, new SignatureHeaders(signature, headers.timestamp(), headers.nonce())),
        RefusalReason.MALFORMED);
  }

  @Test
  void laterVersions_arePassedOver_butAreNotEnough() {
    SignatureHeaders headers = signer.sign(request);
    String withLater = "v3,shop-1,whatever,it,is " + headers.signature();
    assertVerified(
        verifier()
            .verify(request, new SignatureHeaders(withLater, headers.timestamp(), headers.nonce())),
        "shop-1");
    assertRefused(
        verifier()
            .verify(
                request, new SignatureHeaders("v3,shop-1", headers.timestamp(), headers.nonce())),
        RefusalReason.MISSING);
  }

  @Test
  void otherBitsBehindTheMac_areMalformed() {
    SignatureHeaders headers = signer.sign(request);
    String signature = headers.signature();
    int last =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            .indexOf(signature.charAt(signature.length() - 1));
    char next = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(last + 1);
    String changed = signature.substring(0, signature.length() - 1) + next;
    assertRefused(
        verifier()
            .verify(request, new SignatureHeaders(changed, headers.timestamp(), headers.nonce())),
        RefusalReason.MALFORMED);
  }

  @Test
  void headers_areTakenFromARequest() {
    SignatureHeaders headers = signer.sign(request);
    Map<String, String> sent = headers.asMap();
    assertThat(SignatureHeaders.from(name -> List.of(sent.get(name)))).isEqualTo(headers);
    assertThat(SignatureHeaders.from(name -> null).isAbsent()).isTrue();
    SignatureHeaders twice = SignatureHeaders.from(name -> List.of(sent.get(name), sent.get(name)));
    assertRefused(verifier().verify(request, twice), RefusalReason.MALFORMED);
  }

  @Test
  void missingHeader_isMissing() {
    SignatureHeaders h = signer.sign(request);
    for (SignatureHeaders some :
        List.of(
            new SignatureHeaders(null, h.timestamp(), h.nonce()),
            new SignatureHeaders(h.signature(), null, h.nonce()),
            new SignatureHeaders(h.signature(), h.timestamp(), null))) {
      assertRefused(verifier().verify(request, some), RefusalReason.MISSING);
    }
  }

  @Test
  void requestsOfAnotherShape_areRefusedAndNotSigned() {
    SignatureHeaders headers = signer.sign(request);
    for (CanonicalRequest bad :
        List.of(
            CanonicalRequest.of("post", "/a"),
            CanonicalRequest.of("", "/a"),
            CanonicalRequest.of("A".repeat(17), "/a"),
            CanonicalRequest.of("GET", "a"),
            CanonicalRequest.of("GET", "/a?b=c"),
            CanonicalRequest.of("GET", "/a#b"),
            CanonicalRequest.of("GET", "/a b"),
            CanonicalRequest.of("GET", "/张"),
            CanonicalRequest.of("GET", "/a\r\nX: y"),
            CanonicalRequest.of("GET", "/" + "a".repeat(2_048)),
            query("", "x"),
            query("x", "\ud800"),
            request.withBody(new byte[8_388_609]))) {
      assertRefused(verifier().verify(bad, headers), RefusalReason.MALFORMED);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> signer.sign(bad))
          .withMessageStartingWith("Cannot sign: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA:AAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAA A\n"
      })
  void nonceOfAnotherShape_isMalformed(String nonce) {
    SignatureHeaders headers = signer.sign(request);
    assertRefused(
        verifier()
            .verify(request, new SignatureHeaders(headers.signature(), headers.timestamp(), nonce)),
        RefusalReason.MALFORMED);
  }

  @Test
  void nonces_areNeverTheSame() {
    Set<String> nonces = new HashSet<>();
    HmacSigner other = HmacSigner.of(KeyRing.of(KEY));
    for (int i = 0; i < 100_000; i++) {
      assertThat(nonces.add(signer.sign(CanonicalRequest.of("GET", "/")).nonce())).isTrue();
    }
    assertThat(nonces.add(other.sign(CanonicalRequest.of("GET", "/")).nonce())).isTrue();
  }

  @Test
  void keys_areLongEnough_andNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.of("a", SigningSecret.ofBytes(new byte[31])))
        .withMessageContaining("at least 32 random bytes, but found 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.of("a,b", SigningSecret.random()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.of("", SigningSecret.random()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRing.of(KEY, KEY))
        .withMessageContaining("'shop-1' twice");
    assertThat(KEY.toString()).doesNotContain("0123456789abcdef");
  }
}
