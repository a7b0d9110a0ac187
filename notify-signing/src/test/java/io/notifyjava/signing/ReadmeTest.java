package io.notifyjava.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.signing.callback.CallbackEnvelope;
import io.notifyjava.signing.callback.CallbackVerifier;
import io.notifyjava.signing.callback.CallbackXml;
import io.notifyjava.signing.callback.EncryptedReply;
import io.notifyjava.signing.callback.Opening;
import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacSigner;
import io.notifyjava.signing.hmac.HmacVerifier;
import io.notifyjava.signing.hmac.SignatureHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compiles and runs the samples of the README, and holds its tables against the code. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Path THIS = Path.of("src/test/java/io/notifyjava/signing/ReadmeTest.java");

  private final List<String> logged = new ArrayList<>();
  private final Log log = (text, values) -> logged.add(text + List.of(values));

  /** As much of a logger as the sample needs. */
  private interface Log {
    void warn(String text, Object... values);
  }

  private Verification first(SigningSecret secret, byte[] body) {
    // region first
    KeyRing keys = KeyRing.of(SigningKey.of("shop.2026-11", secret));
    CanonicalRequest request =
        CanonicalRequest.of("POST", "/v1/messages").withBody(body); // the bytes on the wire
    SignatureHeaders headers = HmacSigner.of(keys).sign(request); // send headers.asMap() along

    Verification verdict = HmacVerifier.of(keys).verify(request, headers);
    if (verdict instanceof Verification.Refused refused) {
      log.warn("refused: {} {}", refused.reason(), refused.detail()); // the peer gets 401 only
    }
    // endregion
    return verdict;
  }

  private static String second(
      SigningSecret token,
      SigningSecret encodingAesKey,
      byte[] body,
      String msgSignature,
      String timestamp,
      String nonce) {
    // region second
    CallbackEnvelope envelope =
        CallbackEnvelope.of(CallbackVerifier.of(token), encodingAesKey, "wx5823bf96d3bd56c7");
    String encrypted = CallbackXml.encrypted(body).orElse(null);
    if (envelope.open(msgSignature, timestamp, nonce, encrypted) instanceof Opening.Opened opened) {
      return opened.message();
    }
    return ""; // signed wrongly, too old, or not for us
    // endregion
  }

  @Test
  void samples_areThoseOfTheReadme() throws Exception {
    String readme = Files.readString(README);
    Matcher regions =
        Pattern.compile("// region \\w+\n(.*?)\n +// endregion", Pattern.DOTALL)
            .matcher(Files.readString(THIS));
    int found = 0;
    while (regions.find()) {
      assertThat(readme).contains(regions.group(1).stripIndent());
      found++;
    }
    assertThat(found).isEqualTo(2);
    assertThat(readme.split("```java").length - 1).isEqualTo(found);
  }

  @Test
  void firstSample_isVerified() {
    assertThat(first(SigningSecret.random(), "{}".getBytes(UTF_8)))
        .isInstanceOf(Verification.Verified.class);
    assertThat(logged).isEmpty();
  }

  @Test
  void secondSample_opensACallback() {
    SigningSecret token = SigningSecret.of("QDG6eK");
    SigningSecret key = SigningSecret.of("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");
    EncryptedReply sealed =
        CallbackEnvelope.of(CallbackVerifier.of(token), key, "wx5823bf96d3bd56c7")
            .seal("<xml>您好</xml>", Instant.now());
    byte[] body = sealed.toXml().getBytes(UTF_8);

    assertThat(second(token, key, body, sealed.msgSignature(), sealed.timestamp(), sealed.nonce()))
        .isEqualTo("<xml>您好</xml>");
    assertThat(second(token, key, new byte[0], sealed.msgSignature(), sealed.timestamp(), "other"))
        .isEmpty();
  }

  @Test
  void everyReason_isInTheTable() throws Exception {
    String readme = Files.readString(README);
    assertThat(Arrays.stream(RefusalReason.values()).map(reason -> "`" + reason + "`"))
        .allMatch(readme::contains);
  }

  @Test
  void defaults_areTheDocumentedOnes() throws Exception {
    SigningLimits limits = SigningLimits.defaults();
    assertThat(Files.readString(README))
        .contains(
            "%d, %d characters, %,d characters, %d MiB"
                .formatted(
                    limits.parameters(),
                    limits.nameLength(),
                    limits.valueLength(),
                    limits.bodyBytes() >> 20));
    assertThat(MemoryReplayGuard.DEFAULT_CAPACITY).isEqualTo(1_000_000);
  }
}
