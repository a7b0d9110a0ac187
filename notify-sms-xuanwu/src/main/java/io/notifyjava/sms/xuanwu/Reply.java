package io.notifyjava.sms.xuanwu;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import org.jspecify.annotations.Nullable;

/** What stands in an answer. */
sealed interface Reply {

  /**
   * Xuanwu took the call.
   *
   * @param id of the whole call; null at the interface that gives none
   */
  record Taken(@Nullable String id) implements Reply {}

  /**
   * Xuanwu answered with another code than 0.
   *
   * @param words its own, as they came; may be empty
   */
  record Code(int code, String words) implements Reply {

    /** The words may repeat anything. */
    @Override
    public String toString() {
      return "Code[" + code + "]";
    }
  }

  /**
   * Somebody else spoke, or Xuanwu in a way that no source shows.
   *
   * @param expected what should stand there
   * @param found what stands there instead
   */
  record Garbage(String expected, String found) implements Reply {

    /** Returns what it means: nobody knows what became of the message. */
    SendResult result() {
      return SendResult.unknown(
          Failure.transientFailure(
              FailureReason.PROTOCOL,
              "bad-answer",
              "expected "
                  + expected
                  + ", but found "
                  + found
                  + "; check what answers at base-url"));
    }
  }

  /**
   * The answer was none of Xuanwu's own.
   *
   * @param result what it means
   */
  record Foreign(SendResult result) implements Reply {}
}
