package io.notifyjava.sms.huawei;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds both signers against vectors.
 *
 * <p>AK/SK: computed by huaweicloud-sdk-core 3.1.209 ({@code AKSKSigner}) and, apart from it, by a
 * Python script; both agree. WSSE: computed by the script; the digest that the vendor's page
 * "Authentication" (sms_05_0046) prints belongs to a secret that is not published, so only its form
 * can be looked at.
 */
class SignersTest {

  private static final Instant TIME = Instant.parse("2024-01-02T03:04:05Z");
  private static final Secret SECRET = Secret.of("testAppSecret");
  private static final byte[] BODY =
      ("from=8824110605&to=%2B8613800138000&templateId=1d18a7f4e1b84f6c8fcb546b48b3baea"
              + "&templateParas=%5B%22123456%22%5D&statusCallback=")
          .getBytes(US_ASCII);
  private static final Pattern PRINTED =
      Pattern.compile(
          "UsernameToken Username=\"([^\"]+)\",PasswordDigest=\"([^\"]+)\",Nonce=\"([A-Za-z0-9]{1,128})\",Created=\"([^\"]+)\"");

  private static AkSkSigner akSk(String host) {
    return new AkSkSigner("testAppKey", SECRET, host);
  }

  private static String sha256(String text) {
    return Digests.hex(Digests.sha256(text.getBytes(UTF_8)));
  }

  @Test
  void akSk_withThePortInTheHost_isWhatTheVendorsClientComputes() {
    AkSkSigner signer = akSk("smsapi.cn-north-4.myhuaweicloud.com:443");

    assertThat(Digests.hex(Digests.sha256(BODY)))
        .isEqualTo("0d01926b32831923f152c0484c924f01e94a091a2441fcc3ddc5fcaca2d3d028");
    assertThat(sha256(signer.canonical("/sms/batchSendSms/v1", BODY, "20240102T030405Z")))
        .isEqualTo("e324666dfd7332ac4573586e9134911e14b1036a7a0eefba1a74d4cf296483f3");
    assertThat(signer.headers("/sms/batchSendSms/v1", BODY, TIME))
        .isEqualTo(
            Map.of(
                "X-Sdk-Date",
                "20240102T030405Z",
                "Authorization",
                "SDK-HMAC-SHA256 Access=testAppKey, SignedHeaders=host;x-sdk-date,"
                    + " Signature=8fff52b284b9299e09538c19165bcb9dc581f2d3f37e6eaf29b2b6b6db75a0ae"));
  }

  @Test
  void akSk_withoutThePort_isForTheHostThatGoesOut() {
    AkSkSigner signer = akSk("smsapi.cn-north-4.myhuaweicloud.com");

    assertThat(sha256(signer.canonical("/sms/batchSendSms/v1", BODY, "20240102T030405Z")))
        .isEqualTo("e0e1821d5362d7979c28fe9d40dbad5223a0c4362f9cc37256f313f8bad8e202");
    assertThat(signer.headers("/sms/batchSendSms/v1", BODY, TIME).get("Authorization"))
        .endsWith("Signature=26a38efd0477744489372fa35933f5c449c11d062c03b3758821947ce8aba04f");
  }

  @Test
  void akSk_signsEveryByteOfTheBody() {
    byte[] other = BODY.clone();
    other[10] ^= 1;

    assertThat(akSk("h").headers("/p", other, TIME))
        .isNotEqualTo(akSk("h").headers("/p", BODY, TIME));
  }

  @Test
  void wsse_rawAndHex_areTheKnownDigests() {
    String nonce = "0123456789abcdef0123456789abcdef";
    String created = "2024-01-02T03:04:05Z";

    assertThat(wsse(false, nonce).digest(nonce, created))
        .isEqualTo("QVQkSeyRvfnUMZHxmpRQ1/ehD31S20DnEZj/0uvVbRs=");
    assertThat(wsse(true, nonce).digest(nonce, created))
        .isEqualTo(
            "NDE1NDI0NDllYzkxYmRmOWQ0MzE5MWYxOWE5NDUwZDdmN2ExMGY3ZDUyZGI0MGU3MTE5OGZmZDJlYmQ1NmQx"
                + "Yg==");
  }

  private static WsseSigner wsse(boolean hex, String nonce) {
    return new WsseSigner("testAppKey", SECRET, hex, () -> nonce);
  }

  @Test
  void wsse_headers_areInThePrintedForm() {
    Map<String, String> headers = wsse(true, "n1").headers("/any", BODY, TIME.plusMillis(999));

    assertThat(headers.get("Authorization"))
        .isEqualTo("WSSE realm=\"SDP\",profile=\"UsernameToken\",type=\"Appkey\"");
    Matcher printed = PRINTED.matcher(headers.get("X-WSSE"));
    assertThat(printed.matches()).isTrue();
    assertThat(printed.group(1)).isEqualTo("testAppKey");
    assertThat(printed.group(3)).isEqualTo("n1");
    assertThat(printed.group(4)).as("UTC, whole seconds").isEqualTo("2024-01-02T03:04:05Z");
  }

  /** The request that the page prints; 88 characters, so HEX. */
  @Test
  void wsse_digestThatTheVendorPrints_isOfTheHexForm() {
    String printed =
        "NDA1MWIwNjI2ZTkyNWFlM2FhMTE5NDE1YTk5NjU1YWE4NjNlZTY1MmRhYzkxZGViNzczZjdjMjkzZWQ4ZjAwNA==";

    assertThat(new String(Base64.getDecoder().decode(printed), US_ASCII))
        .isEqualTo("4051b0626e925ae3aa119415a99655aa863ee652dac91deb773f7c293ed8f004");
    assertThat(wsse(true, "n").digest("ac1c911c4792492687f8f6b2264a491e", "2018-05-26T00:35:30Z"))
        .hasSameSizeAs(printed);
    assertThat(wsse(false, "n").digest("n", "c")).hasSize(44);
  }

  /** The pattern YYYY would say 2025 here, and Huawei E000110. */
  @Test
  void lastDayOfTheYear_isOfItsYear() {
    Instant silvester = Instant.parse("2024-12-31T23:59:59Z");

    assertThat(akSk("h").headers("/p", BODY, silvester).get("X-Sdk-Date"))
        .isEqualTo("20241231T235959Z");
    assertThat(wsse(true, "n").headers("/p", BODY, silvester).get("X-WSSE"))
        .contains("Created=\"2024-12-31T23:59:59Z\"");
  }

  @Test
  void times_areWrittenInDigitsWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
    try {
      assertThat(akSk("h").headers("/p", BODY, TIME).get("X-Sdk-Date"))
          .isEqualTo("20240102T030405Z");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nonces_neverRepeat_amongThreads() {
    Nonces nonces = new Nonces();
    Set<String> seen = new HashSet<>();
    List<List<String>> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(Collections.synchronizedList(new ArrayList<>()));
    }
    parts.parallelStream()
        .forEach(
            part -> {
              for (int i = 0; i < 10_000; i++) {
                part.add(nonces.get());
              }
            });
    parts.forEach(seen::addAll);

    assertThat(seen).hasSize(40_000).allMatch(nonce -> nonce.matches("[0-9a-f]{32}"));
  }
}
