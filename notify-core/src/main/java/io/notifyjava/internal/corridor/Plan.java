package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a message would go.
 *
 * @param ways in the order in which they would be tried; empty if it would be refused
 * @param refusal why it would be refused before any call; null if it would not
 */
public record Plan(List<Way> ways, @Nullable Failure refusal) {

  /** One way to reach the recipient. */
  public record Way(
      int alternative, Message message, Account account, Set<FailureReason> opensOn) {}
}
