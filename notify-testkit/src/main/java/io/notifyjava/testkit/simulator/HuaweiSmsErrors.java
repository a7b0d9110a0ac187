package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * The codes of a whole call and of a number that the vendor documents, with their texts.
 *
 * <p>Sources: the vendor's pages "API error codes" (sms_05_0050) and "Status codes" (sms_05_0051),
 * which explain them; the texts are put together in their manner, because clients must not read
 * them. That of E000510 was observed (feiyu563/PrometheusAlert, issue 249).
 */
final class HuaweiSmsErrors {

  static final String SUCCESS = "000000";
  static final String SEE_STATUS = "E000510";

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry(SUCCESS, "Success"),
          Map.entry("E000000", "System error."),
          Map.entry("E000001", "The Authorization field is missing in the HTTP header."),
          Map.entry("E000002", "The realm attribute is missing in Authorization."),
          Map.entry("E000003", "The profile attribute is missing in Authorization."),
          Map.entry("E000004", "The realm attribute in Authorization is not SDP."),
          Map.entry("E000005", "The profile attribute in Authorization is not UsernameToken."),
          Map.entry("E000006", "The type attribute in Authorization is not Appkey."),
          Map.entry("E000007", "The type attribute is missing in Authorization."),
          Map.entry("E000008", "WSSE is not carried in Authorization."),
          Map.entry("E000020", "The X-WSSE field is missing in the HTTP header."),
          Map.entry("E000021", "The Username attribute is missing in X-WSSE."),
          Map.entry("E000022", "The Nonce attribute is missing in X-WSSE."),
          Map.entry("E000023", "The Created attribute is missing in X-WSSE."),
          Map.entry("E000024", "The PasswordDigest attribute is missing in X-WSSE."),
          Map.entry("E000025", "The format of Created is incorrect."),
          Map.entry("E000026", "UsernameToken is not carried in X-WSSE."),
          Map.entry("E000027", "Invalid request."),
          Map.entry("E000040", "The value of Content-Type is incorrect."),
          Map.entry("E000045", "The AK/SK Authorization is incorrect."),
          Map.entry("E000101", "Authentication failed."),
          Map.entry("E000102", "The app_key is invalid."),
          Map.entry("E000103", "The app_key is unavailable."),
          Map.entry("E000104", "The app_secret is invalid."),
          Map.entry("E000105", "The PasswordDigest is invalid."),
          Map.entry("E000106", "The app_key has no permission to call this API."),
          Map.entry("E000109", "The user is not activated."),
          Map.entry("E000110", "The time exceeds the limit."),
          Map.entry("E000111", "The user name or password is incorrect."),
          Map.entry("E000112", "The user is frozen."),
          Map.entry("E000503", "The parameter format is incorrect."),
          Map.entry(SEE_STATUS, "The SMS fails to be sent. For details, see status."),
          Map.entry("E000620", "The IP address of the caller is not in the whitelist."),
          Map.entry("E000623", "The number of SMS messages exceeds the limit."),
          Map.entry("E200037", "The SMS fails to be sent. For details, see status."));

  private HuaweiSmsErrors() {}

  static Optional<String> text(String code) {
    return Optional.ofNullable(TEXTS.get(code));
  }

  /** 200 where numbers are told apart, 403 for the whitelist, else 400. */
  static int status(String code) {
    return switch (code) {
      case SUCCESS, SEE_STATUS, "E200037" -> 200;
      case "E000620" -> 403;
      default -> 400;
    };
  }
}
