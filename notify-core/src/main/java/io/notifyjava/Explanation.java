package io.notifyjava;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.spi.RequestPreview;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code send} would do with a message.
 *
 * @param steps the calls that could be made, in the order in which they would be tried; the first
 *     one is made, each other only if the one before certainly did not send, for a reason that
 *     opens it
 * @param refusalOrNull why the message would be refused before any call; null if it would not
 * @since 0.1.0
 */
public record Explanation(List<Step> steps, @Nullable Failure refusalOrNull) {

  public Explanation {
    steps = List.copyOf(steps);
  }

  /** Returns why the message would be refused before any call, if it would. */
  public Optional<Failure> refusal() {
    return Optional.ofNullable(refusalOrNull);
  }

  /**
   * One call that could be made.
   *
   * @param alternative 0 for the message itself, 1 for the first alternative of its fallback
   * @param account the account that would be called
   * @param messageType what would be sent
   * @param opensOn the reasons that open this alternative; empty for the message itself
   * @param templateKey the template that would be filled; null if there is none
   * @param request the request, secrets masked; it holds the message's content
   * @since 0.1.0
   */
  public record Step(
      int alternative,
      String account,
      String messageType,
      Set<FailureReason> opensOn,
      @Nullable String templateKey,
      RequestPreview request) {}
}
