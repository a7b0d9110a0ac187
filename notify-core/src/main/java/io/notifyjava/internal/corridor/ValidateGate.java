package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses messages of somebody's own making that break the contract of {@link Message}. */
final class ValidateGate implements Gate {

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    if (isWhole(delivery.message)) {
      return null;
    }
    List<String> problems = new ArrayList<>();
    if (delivery.message instanceof Fallback fallback) {
      check("first", fallback.first(), problems);
      for (int i = 0; i < fallback.alternatives().size(); i++) {
        check("alternatives[" + i + "]", fallback.alternatives().get(i).message(), problems);
      }
    } else {
      check("message", delivery.message, problems);
    }
    return problems.isEmpty()
        ? null
        : SendResult.rejected(
            Failure.permanent(
                FailureReason.INVALID_MESSAGE, "invalid-message", String.join("; ", problems)));
  }

  /** The usual case, found out without making a path for each part that could be wrong. */
  private static boolean isWhole(Message message) {
    return !(message instanceof Fallback)
        && isThere(message.channel())
        && isThere(message.recipient())
        && isThere(message.options())
        && isThere(message.typeName());
  }

  private static boolean isThere(@Nullable Object value) {
    return value != null;
  }

  /**
   * The interface is open and Java does not keep its promise of non-null for those who break it.
   */
  private static void check(String path, Message message, List<String> problems) {
    require(path + ".channel()", message.channel(), problems);
    require(path + ".recipient()", message.recipient(), problems);
    require(path + ".options()", message.options(), problems);
    require(path + ".typeName()", message.typeName(), problems);
  }

  private static void require(String path, @Nullable Object value, List<String> problems) {
    if (value == null) {
      problems.add(path + " must not be null; mend the message type");
    }
  }
}
