package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.SendContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call itself. Whatever a provider throws, or returns against its contract, its request may
 * have left, so the outcome is unknown.
 */
final class ProviderCall {

  private static final Logger log = LoggerFactory.getLogger(ProviderCall.class);

  private ProviderCall() {}

  static SendResult send(Leg leg, SendContext context) {
    try {
      @Nullable SendResult result = leg.account().provider().send(leg.message(), context);
      return result == null ? broken(leg.account(), "returned null") : result;
    } catch (Throwable e) {
      return threw(leg.account(), e, "message " + context.messageId());
    }
  }

  /** Returns as many results as messages. */
  static List<SendResult> sendAll(Account account, List<Message> messages, SendContext context) {
    SendResult forAll;
    try {
      @Nullable List<SendResult> results = account.provider().sendAll(messages, context);
      List<SendResult> copy = results == null ? null : new ArrayList<>(results);
      String problem = problem(copy, messages.size());
      if (copy != null && problem == null) {
        return copy;
      }
      String what = "returned " + problem + " for " + messages.size() + " messages";
      log.error(
          "The provider of account {} {}, of which {} is the first",
          account.name(),
          what,
          context.messageId());
      forAll = broken(account, what);
    } catch (Throwable e) {
      forAll =
          threw(
              account,
              e,
              messages.size() + " messages, of which " + context.messageId() + " is the first");
    }
    return Collections.nCopies(messages.size(), forAll);
  }

  private static @Nullable String problem(@Nullable List<SendResult> results, int expected) {
    if (results == null) {
      return "null instead of results";
    }
    if (results.size() != expected) {
      return results.size() + " results";
    }
    for (Object result : results) {
      if (!(result instanceof SendResult)) {
        return "something else than a result";
      }
    }
    return null;
  }

  private static SendResult threw(Account account, Throwable e, String what) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    // Its text is not ours and may hold anything, so only its kind goes into the result.
    log.error(
        "The provider of account {} threw {} for {}", account.name(), e.getClass().getName(), what);
    return broken(account, "threw " + e.getClass().getName());
  }

  private static SendResult broken(Account account, String what) {
    return SendResult.unknown(
        Failure.permanent(
            FailureReason.INTERNAL,
            "provider-bug",
            "The provider of account '" + account.name() + "' " + what));
  }
}
