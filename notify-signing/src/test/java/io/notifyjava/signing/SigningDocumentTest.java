package io.notifyjava.signing;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacVerifier;
import io.notifyjava.signing.hmac.SignatureHeaders;
import io.notifyjava.signing.legacy.LegacyDigestSigner;
import io.notifyjava.signing.legacy.LegacyDigestVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Holds docs/signing.md against the code: every vector is read from the page and judged. */
class SigningDocumentTest {

  private static final SigningSecret API_KEY = SigningSecret.of("mysecret");

  private final String page = read();
  private final LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(API_KEY).build();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/signing.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String first(String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @Test
  void vectorOfTheOlderScheme_isRight() {
    Map<String, String> request =
        Map.of(
            "title", first("`title=([^`]*)`"),
            "content", first("`content=([^`]*)`"),
            "timestamp", first("`timestamp=([^`]*)`"));
    assertThat(signer.sign(request)).isEqualTo(first("give\n\n```\n([0-9a-f]{64})\n```"));
  }

  @Test
  void twoRequestsOfThePage_haveOneSignature_andAnotherFate() {
    Map<String, String> signed = new LinkedHashMap<>();
    Map<String, String> forged = new LinkedHashMap<>();
    Matcher rows =
        Pattern.compile("\\| `(content|timestamp|title)` \\| `([^`]*)` \\| `([^`]*)` \\|")
            .matcher(page);
    while (rows.find()) {
      signed.put(rows.group(1), rows.group(2));
      forged.put(rows.group(1), rows.group(3));
    }
    String signature = first("are signed\n\n```\n([0-9a-f]{64})\n```");

    assertThat(signed).hasSize(3).isNotEqualTo(forged);
    assertThat(signer.sign(signed)).isEqualTo(signature).isEqualTo(signer.sign(forged));
    LegacyDigestVerifier verifier =
        LegacyDigestVerifier.builder()
            .apiKey("shop", API_KEY)
            .expect("content", "title")
            .clock(TestClock.at(1_507_545_674L))
            .build();
    assertRefused(verifier.verify(with(forged, signature)), RefusalReason.FUTURE);
    assertVerified(verifier.verify(with(signed, signature)), "shop");
  }

  private static Parameters with(Map<String, String> parameters, String signature) {
    return Parameters.builder()
        .addAll(Parameters.of(parameters))
        .add("signature", signature)
        .build();
  }

  @Test
  void cutMessageOfThePage_hasTheSameSignature() {
    assertThat(page).contains("`{content: \"hello\"}` is signed as `{content: \"hel\", lo: \"\"}`");
    assertThat(signer.sign(Map.of("content", "hello")))
        .isEqualTo(signer.sign(Map.of("content", "hel", "lo", "")));
  }

  /** The bytes of the page, without any code of ours. */
  @Test
  void vectorOfVersion2_isRight() throws Exception {
    String text = first("```\n(NTFY2\n.*?\n)```");
    String secret = first("is the 32 bytes `([^`]*)`");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    String header =
        "v2,shop-1,"
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(text.getBytes(UTF_8)));

    assertThat(header).isEqualTo(first("the header is `([^`]*)`"));
    CanonicalRequest request =
        CanonicalRequest.of("POST", "/v1/messages")
            .withParameters(
                Parameters.builder().add("to", "张三").add("cc", "a b").add("to", "").build())
            .withBody("{\"text\":\"您好\"}".getBytes(UTF_8));
    HmacVerifier verifier =
        HmacVerifier.builder()
            .keys(KeyRing.of(SigningKey.of("shop-1", SigningSecret.of(secret))))
            .clock(TestClock.at(1_800_000_000L))
            .build();
    assertVerified(
        verifier.verify(request, new SignatureHeaders(header, "1800000000", "A".repeat(22))),
        "shop-1");
  }

  @Test
  void fuzzCommandOfThePage_namesTheProgram() {
    assertThat(page).contains(io.notifyjava.signing.fuzz.Fuzz.class.getName() + " 10000000");
  }
}
