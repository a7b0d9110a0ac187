package io.notifyjava.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.signing.KeyRing;
import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacSigner;
import io.notifyjava.signing.hmac.SignatureHeaders;
import io.notifyjava.signing.legacy.LegacyDigestSigner;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Signs one request by each scheme, beside two yardsticks. {@code bare} is the digest over the very
 * same bytes, which are ready beforehand: no names are sorted, no text is encoded and nothing is
 * written in hexadecimal digits. {@code hand} is the least that any signer must do, whose
 * parameters are texts: bytes of the text, which is joined beforehand, digest, hexadecimal digits.
 * The texts of the older scheme are of 1 KB, once in ASCII and once in Chinese; version 2 signs the
 * same text as a body of JSON.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SigningBenchmark {

  private static final int LENGTH = 1_024;
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final Text ascii =
      new Text("Your parcel is at station 7. Please collect it with your code until 18:00. ");
  private final Text chinese = new Text("您的包裹已到达七号站，请在今晚六点之前凭取件码领取。");
  private final LegacyDigestSigner legacy =
      LegacyDigestSigner.builder().apiKey(SigningSecret.of(KEY)).build();
  private final HmacSigner hmac =
      HmacSigner.of(
          KeyRing.of(SigningKey.of("shop.2026-11", SigningSecret.ofBytes(KEY.getBytes(UTF_8)))));
  private final MessageDigest digest;
  private final Mac mac;
  private final byte[] wireText = wireText();

  /** Sets the bare ones up. */
  public SigningBenchmark() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The older scheme, ASCII. */
  @Benchmark
  public String legacyAscii() {
    return legacy.sign(ascii.parameters);
  }

  /** The bare SHA-256 over the same bytes, from one instance that is used again. */
  @Benchmark
  public byte[] bareAscii() {
    return digest.digest(ascii.joined);
  }

  /** The older scheme, Chinese. */
  @Benchmark
  public String legacyChinese() {
    return legacy.sign(chinese.parameters);
  }

  /** The bare SHA-256 over the same bytes. */
  @Benchmark
  public byte[] bareChinese() {
    return digest.digest(chinese.joined);
  }

  /**
   * The least by hand, ASCII: bytes, digest, hexadecimal digits of a text that is joined already.
   */
  @Benchmark
  public String handAscii() {
    return HexFormat.of().formatHex(digest.digest(ascii.text.getBytes(UTF_8)));
  }

  /** The least by hand, Chinese. */
  @Benchmark
  public String handChinese() {
    return HexFormat.of().formatHex(digest.digest(chinese.text.getBytes(UTF_8)));
  }

  /** Version 2, with nonce, time and headers. */
  @Benchmark
  public SignatureHeaders hmacV2() {
    return hmac.sign(chinese.request);
  }

  /** The bare SHA-256 over the body and the bare HMAC-SHA256 over the text to sign. */
  @Benchmark
  public int bareHmac() {
    return digest.digest(chinese.body)[0] + mac.doFinal(wireText)[0];
  }

  /** As long as the text that version 2 makes of the request. */
  private static byte[] wireText() {
    String prefix = "NTFY2\n11:HMAC-SHA256\n12:shop.2026-11\n10:1800000000\n";
    String rest = "30:AAAAAAAAAAAAAAAAAAAAAA-1234567\n4:POST\n12:/v1/messages\n64:";
    return (prefix + rest + "a".repeat(64) + "\n2:to\n28:oABCDEFGHIJKLMNOPQRST0000001\n")
        .getBytes(UTF_8);
  }

  private static final class Text {

    private final Parameters parameters;
    private final byte[] joined;
    private final String text;
    private final byte[] body;
    private final CanonicalRequest request;

    Text(String sentence) {
      int bytes = sentence.getBytes(UTF_8).length;
      String content =
          sentence.repeat(LENGTH / bytes + 1).substring(0, LENGTH * sentence.length() / bytes);
      parameters =
          Parameters.builder()
              .add("title", "Rainbow Parcels")
              .add("content", content)
              .add("timestamp", "1800000000")
              .build();
      text = "content" + content + "timestamp1800000000titleRainbow Parcels" + KEY;
      joined = text.getBytes(UTF_8);
      body = ("{\"title\":\"Rainbow Parcels\",\"content\":\"" + content + "\"}").getBytes(UTF_8);
      request =
          CanonicalRequest.of("POST", "/v1/messages")
              .withParameters(
                  Parameters.builder().add("to", "oABCDEFGHIJKLMNOPQRST0000001").build())
              .withBody(body);
    }
  }
}
