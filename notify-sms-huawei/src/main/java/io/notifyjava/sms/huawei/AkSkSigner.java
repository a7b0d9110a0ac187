package io.notifyjava.sms.huawei;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.message.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Signs a POST with {@code SDK-HMAC-SHA256}: method, path, host, time and every byte of the body.
 *
 * <p>Sources: the vendor's page "Authentication" (sms_05_0046) and {@code AKSKSigner} of
 * huaweicloud-sdk-core 3.1.209, whose results the tests repeat.
 */
final class AkSkSigner implements Signer {

  private static final String ALGORITHM = "SDK-HMAC-SHA256";
  private static final String SIGNED_HEADERS = "host;x-sdk-date";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String key;
  private final Secret secret;
  private final String host;

  /**
   * Makes a signer for one host.
   *
   * @param host exactly what the {@code Host} header says: without the port if that is the scheme's
   *     own, because the HTTP client leaves it out
   */
  AkSkSigner(String key, Secret secret, String host) {
    this.key = key;
    this.secret = secret;
    this.host = host;
  }

  @Override
  public Map<String, String> headers(String path, byte[] body, Instant now) {
    String date = DATE.format(now);
    String toSign =
        ALGORITHM
            + "\n"
            + date
            + "\n"
            + Digests.hex(Digests.sha256(canonical(path, body, date).getBytes(UTF_8)));
    String signature = Digests.hex(Digests.hmacSha256(secret, toSign));
    return Map.of(
        "X-Sdk-Date",
        date,
        "Authorization",
        ALGORITHM
            + " Access="
            + key
            + ", SignedHeaders="
            + SIGNED_HEADERS
            + ", Signature="
            + signature);
  }

  /** The path ends in a slash here, whether or not it does in the URL. */
  String canonical(String path, byte[] body, String date) {
    return "POST\n"
        + path
        + (path.endsWith("/") ? "" : "/")
        + "\n\nhost:"
        + host
        + "\nx-sdk-date:"
        + date
        + "\n\n"
        + SIGNED_HEADERS
        + "\n"
        + Digests.hex(Digests.sha256(body));
  }
}
