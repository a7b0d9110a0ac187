package io.notifyjava.sms.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.result.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call.
 *
 * @param result for every message in it; the receipt is made by whoever knows the action
 * @param blame whose fault a refusal is
 * @param body the answer of a call that Aliyun said {@code OK} to; null otherwise
 */
record Called(@Nullable SendResult result, Blame blame, @Nullable JsonNode body) {

  static Called failed(SendResult result) {
    return new Called(result, Blame.CALL, null);
  }

  static Called failed(SendResult result, Blame blame) {
    return new Called(result, blame, null);
  }

  static Called ok(JsonNode body) {
    return new Called(null, Blame.CALL, body);
  }

  /** Keeps the answer, which may hold whole messages, out of every log. */
  @Override
  public String toString() {
    return "Called[" + (result == null ? "OK" : result) + "]";
  }
}
