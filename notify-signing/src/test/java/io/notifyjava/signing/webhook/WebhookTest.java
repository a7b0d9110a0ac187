package io.notifyjava.signing.webhook;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

  private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final SigningSecret SECRET = WebhookSecrets.parse(WHSEC);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

  private final TestClock clock = TestClock.at(1_614_265_330L);
  private final WebhookSigner signer = WebhookSigner.of(clock, SECRET);
  private final WebhookVerifier verifier =
      WebhookVerifier.builder().secret("one", SECRET).clock(clock).build();

  /** The vector that the libraries of Standard Webhooks test with. */
  @Test
  void publishedVector_isReproduced() {
    assertThat(signer.sign(ID, BODY).asMap())
        .isEqualTo(
            Map.of(
                "webhook-id", ID,
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    assertVerified(verifier.verify(signer.sign(ID, BODY), BODY), "one");
  }

  @Test
  void sameAttempt_isTakenOnce_theNextOneAgain() {
    WebhookHeaders first = signer.sign(ID, BODY);
    assertVerified(verifier.verify(first, BODY), "one");
    assertRefused(verifier.verify(first, BODY), RefusalReason.REPLAYED);
    clock.move(Duration.ofSeconds(5));
    assertVerified(verifier.verify(signer.sign(ID, BODY), BODY), "one");
  }

  @Test
  void eachPart_isCovered() {
    WebhookHeaders h = signer.sign(ID, BODY);
    assertRefused(verifier.verify(h, new byte[0]), RefusalReason.MISMATCH);
    assertRefused(
        verifier.verify(new WebhookHeaders("other", h.timestamp(), h.signature()), BODY),
        RefusalReason.MISMATCH);
    assertRefused(
        verifier.verify(new WebhookHeaders(ID, "1614265331", h.signature()), BODY),
        RefusalReason.MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({"-300,", "-301,FUTURE", "300,", "301,EXPIRED"})
  void time_isFiveMinutesBothWays(long offset, RefusalReason reason) {
    WebhookHeaders headers = signer.sign(ID, BODY);
    clock.move(Duration.ofSeconds(offset));
    Verification verdict = verifier.verify(headers, BODY);
    if (reason == null) {
      assertVerified(verdict, "one");
    } else {
      assertRefused(verdict, reason);
    }
  }

  @Test
  void secretsOverlap_whileTheyChange() {
    SigningSecret next = SigningSecret.random();
    WebhookHeaders both = WebhookSigner.of(clock, next, SECRET).sign(ID, BODY);
    assertVerified(verifier.verify(both, BODY), "one");
    WebhookVerifier two =
        WebhookVerifier.builder().secret("one", SECRET).secret("two", next).clock(clock).build();
    assertVerified(two.verify(WebhookSigner.of(clock, next).sign(ID, BODY), BODY), "two");
    assertVerified(two.verify(signer.sign("other", BODY), BODY), "one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "v1,",
        "v1,abc",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE*",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= ",
        "nonsense",
        "a,a a,a a,a a,a a,a a,a a,a a,a a,a"
      })
  void signatureOfAnotherShape_isMalformed(String signature) {
    assertRefused(
        verifier.verify(new WebhookHeaders(ID, "1614265330", signature), BODY),
        RefusalReason.MALFORMED);
  }

  @Test
  void otherVersions_arePassedOver_butAreNotEnough() {
    WebhookHeaders h = signer.sign(ID, BODY);
    assertRefused(
        verifier.verify(new WebhookHeaders(ID, h.timestamp(), "v1a,asymmetric"), BODY),
        RefusalReason.MISSING);
    assertVerified(
        verifier.verify(
            new WebhookHeaders(ID, h.timestamp(), "v1a,asymmetric " + h.signature()), BODY),
        "one");
  }

  @Test
  void missingPartsAndPartsOfAnotherShape_areRefused() {
    WebhookHeaders h = signer.sign(ID, BODY);
    for (WebhookHeaders some :
        List.of(
            new WebhookHeaders(null, h.timestamp(), h.signature()),
            new WebhookHeaders(ID, null, h.signature()),
            new WebhookHeaders(ID, h.timestamp(), null),
            WebhookHeaders.from(name -> List.of()))) {
      assertRefused(verifier.verify(some, BODY), RefusalReason.MISSING);
    }
    for (String id : List.of("", "a.b", "a b", "a".repeat(257), "张")) {
      assertRefused(
          verifier.verify(new WebhookHeaders(id, h.timestamp(), h.signature()), BODY),
          RefusalReason.MALFORMED);
      assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(id, BODY));
    }
    assertRefused(
        verifier.verify(new WebhookHeaders(ID, "１614265330", h.signature()), BODY),
        RefusalReason.MALFORMED);
    assertRefused(verifier.verify(h, new byte[8_388_609]), RefusalReason.MALFORMED);
  }

  @Test
  void secrets_haveAShape_andStayHidden() {
    assertThat(WebhookSecrets.reveal(SECRET)).isEqualTo(WHSEC);
    for (String bad : List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA", "whsec_***", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WebhookSecrets.parse(bad))
          .withMessage(
              "Webhook secret: expected whsec_ and Base64 of 24 to 64 bytes, but found something"
                  + " else");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookSigner.of(clock, SigningSecret.of("short")))
        .withMessageContaining("but found 5");
    assertThatIllegalStateException()
        .isThrownBy(() -> WebhookVerifier.builder().build())
        .withMessageContaining("call secret(id, secret)");
    assertThat(signer.toString() + verifier + SECRET + signer.sign(ID, BODY))
        .isEqualTo("WebhookSigner(***)WebhookVerifier(***)SigningSecret(***)WebhookHeaders(***)");
  }
}
