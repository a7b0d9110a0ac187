package io.notifyjava.wechat.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.Json;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the body of a 2xx answer.
 *
 * <p>The content type is not looked at: the platforms call their JSON {@code text/plain} as often
 * as not.
 */
public sealed interface Reply {

  /**
   * The platform spoke.
   *
   * @param code 0 for success
   * @param errmsg its text, not yet redacted; empty if there is none
   * @param body the whole answer
   */
  record Spoken(int code, String errmsg, JsonNode body) implements Reply {}

  /**
   * Somebody else spoke, or the platform was cut short.
   *
   * @param found what stands there instead
   */
  record Garbage(String found) implements Reply {

    /** Returns the failure that this means. It may pass: error pages of gateways do. */
    public Failure failure() {
      return Failure.transientFailure(
          FailureReason.PROTOCOL,
          "bad-answer",
          "expected the platform's JSON answer with an errcode, but found "
              + found
              + "; check what answers at base-url");
    }
  }

  /**
   * Reads an answer in which a missing errcode is an error: only the token and media endpoints
   * leave it out, and read as 0 anywhere else, {@code {}} would be an acceptance.
   */
  static Reply read(HttpAnswer answer) {
    return read(answer, false);
  }

  /**
   * Reads an answer.
   *
   * @param mayOmitErrcode whether the endpoint leaves errcode out when it succeeds
   */
  static Reply read(HttpAnswer answer, boolean mayOmitErrcode) {
    @Nullable JsonNode plain = Acknowledgement.read(answer.body());
    if (plain != null) {
      return new Spoken(0, "ok", plain);
    }
    Optional<JsonNode> object = Json.parseObject(answer.body());
    if (object.isEmpty()) {
      return new Garbage(answer.body().length + " bytes that are not one whole JSON object");
    }
    JsonNode errcode = object.get().path("errcode");
    if (errcode.isMissingNode() && mayOmitErrcode) {
      return new Spoken(0, "", object.get());
    }
    if (errcode.isMissingNode()) {
      return new Garbage("an object without errcode");
    }
    if (!errcode.isIntegralNumber() || !errcode.canConvertToInt()) {
      return new Garbage("an errcode that is not a whole number");
    }
    String errmsg = Json.textAt(object.get(), "errmsg").orElse("");
    return new Spoken(errcode.intValue(), errmsg, object.get());
  }
}
