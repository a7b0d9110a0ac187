package io.notifyjava.sms.aliyun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.aliyuncs.auth.V3SignatureComposer;
import com.aliyuncs.http.MethodType;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.PercentEncoding;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code ACS3-HMAC-SHA256} in headers; the body's digest among them. */
final class SignerV3 implements RequestSigner {

  static final String FORM = "application/x-www-form-urlencoded";
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private final String host;

  /**
   * Signs for one host.
   *
   * @param host as the {@code Host} header has it: with the port if it is not the usual one
   */
  SignerV3(String host) {
    this.host = host;
  }

  @Override
  public HttpCall sign(ApiRequest request, Keys keys, Instant now, String nonce) {
    byte[] body = form(request.parameters());
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("x-acs-action", request.action().word());
    headers.put("x-acs-content-sha256", hex(Macs.sha256(body)));
    headers.put("x-acs-date", RequestSigner.timestamp(now));
    headers.put("x-acs-signature-nonce", nonce);
    headers.put("x-acs-version", Action.VERSION);
    if (keys.token() != null) {
      headers.put("x-acs-security-token", keys.token());
    }
    HttpCall call = HttpCall.post("/").body(body, FORM).secretHeaders(headers);
    // Signed too, but the exchange is who sends them.
    headers.put("content-type", FORM);
    headers.put("host", host);
    return call.secretHeader(
        "Authorization", authorization(MethodType.POST, Map.of(), headers, keys));
  }

  static String authorization(
      MethodType method, Map<String, String> query, SortedMap<String, String> headers, Keys keys) {
    String text =
        ALGORITHM + "\n" + hex(Macs.sha256(canonical(method, query, headers).getBytes(UTF_8)));
    return ALGORITHM
        + " Credential="
        + keys.id()
        + ",SignedHeaders="
        + String.join(";", headers.keySet())
        + ",Signature="
        + hex(Macs.hmac("HmacSHA256", keys.secret(), text));
  }

  /** By the SDK, whose composer leaves the digest of the body to its caller. */
  @SuppressWarnings("NullAway") // The SDK's own code passes null here too.
  static String canonical(
      MethodType method, Map<String, String> query, SortedMap<String, String> headers) {
    return V3SignatureComposer.getComposer()
            .composeStringToSign(method, "/", null, query, headers, null)
        + "\n"
        + headers.get("x-acs-content-sha256");
  }

  private static byte[] form(Map<String, String> parameters) {
    StringBuilder text = new StringBuilder(512);
    parameters.forEach(
        (name, value) -> {
          PercentEncoding.append(text.append(text.isEmpty() ? "" : "&"), name);
          PercentEncoding.append(text.append('='), value);
        });
    return text.toString().getBytes(US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
