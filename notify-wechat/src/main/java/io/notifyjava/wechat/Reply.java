package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.Json;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the body of a 2xx answer of a send endpoint.
 *
 * <p>The content type is not looked at: WeChat calls its JSON {@code text/plain} as often as not.
 */
sealed interface Reply {

  /**
   * WeChat spoke.
   *
   * @param code 0 for success
   * @param errmsg its text, not yet redacted; empty if there is none
   * @param messageId the id of the accepted message; null if there is none
   */
  record Spoken(int code, String errmsg, @Nullable String messageId) implements Reply {}

  /**
   * Somebody else spoke, or WeChat was cut short.
   *
   * @param found what stands there instead
   */
  record Garbage(String found) implements Reply {

    /** Returns the failure that this means. It may pass: error pages of gateways do. */
    Failure failure() {
      return Failure.transientFailure(
          FailureReason.PROTOCOL,
          "bad-answer",
          "expected WeChat's JSON answer with an errcode, but found "
              + found
              + "; check what answers at base-url");
    }
  }

  /** Reads the answer to a send. */
  static Reply read(Endpoint endpoint, HttpAnswer answer) {
    Optional<JsonNode> object = Json.parseObject(answer.body());
    if (object.isEmpty()) {
      return new Garbage(answer.body().length + " bytes that are not one whole JSON object");
    }
    JsonNode errcode = object.get().path("errcode");
    if (errcode.isMissingNode()) {
      // Only the token endpoints leave it out; read as 0 here, {} would be an acceptance.
      return new Garbage("an object without errcode");
    }
    if (!errcode.isIntegralNumber() || !errcode.canConvertToInt()) {
      return new Garbage("an errcode that is not a whole number");
    }
    String errmsg = Json.textAt(object.get(), "errmsg").orElse("");
    if (errcode.intValue() != 0 || endpoint != Endpoint.TEMPLATE_SEND) {
      return new Spoken(errcode.intValue(), errmsg, null);
    }
    return accepted(object.get().path("msgid"), errmsg);
  }

  /**
   * The id is up to 63 bits and kept as its digits. A repeated {@code client_msg_id} is said to be
   * answered with 0 or none, which nobody could correlate with anything: then there is no id.
   */
  private static Reply accepted(JsonNode msgid, String errmsg) {
    if (msgid.isMissingNode() || msgid.isNull()) {
      return new Spoken(0, errmsg, null);
    }
    String digits = msgid.isIntegralNumber() || msgid.isTextual() ? msgid.asText() : "";
    if (!isDigits(digits)) {
      return new Garbage("a msgid that is not a whole number");
    }
    return new Spoken(0, errmsg, digits.equals("0") ? null : digits);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty()
        && text.length() <= 20
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
