package io.notifyjava.sms.aliyun;

import com.aliyuncs.auth.RpcSignatureComposer;
import com.aliyuncs.http.MethodType;
import io.notifyjava.http.HttpCall;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code HMAC-SHA1} over all parameters. Where the SDK leaves its own ones in the URL, here all of
 * them stand in the body; Aliyun signs over both alike.
 */
final class SignerV1 implements RequestSigner {

  @Override
  public HttpCall sign(ApiRequest request, Keys keys, Instant now, String nonce) {
    SortedMap<String, String> all = new TreeMap<>(request.parameters());
    all.put("AccessKeyId", keys.id());
    all.put("Action", request.action().word());
    all.put("Format", "JSON");
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureNonce", nonce);
    all.put("SignatureVersion", "1.0");
    all.put("Timestamp", RequestSigner.timestamp(now));
    all.put("Version", Action.VERSION);
    if (keys.token() != null) {
      all.put("SecurityToken", keys.token());
    }
    all.put("Signature", signature(MethodType.POST, all, keys.secret()));
    return HttpCall.post("/").form(all);
  }

  /** The key has an ampersand behind it, always. */
  static String signature(MethodType method, Map<String, String> parameters, String secret) {
    String text = stringToSign(method, parameters);
    return Base64.getEncoder().encodeToString(Macs.hmac("HmacSHA1", secret + "&", text));
  }

  /** By the SDK, whose composer looks at neither the signer nor headers. */
  @SuppressWarnings("NullAway") // The SDK's own code passes null here too.
  static String stringToSign(MethodType method, Map<String, String> parameters) {
    return RpcSignatureComposer.getComposer()
        .composeStringToSign(method, null, null, parameters, null, null);
  }
}
