package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.SendContext;
import io.notifyjava.wechat.internal.ApiCalls.Called;
import io.notifyjava.wechat.internal.TokenCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Sends messages to one member each in one call, and says what became of each.
 *
 * <p>Members whose ids differ in case only are one to WeCom: each of theirs has a call of its own.
 * If WeCom refuses a whole call because of one member, nothing was sent, and the two halves are
 * tried apart, so that one bad id costs the others nothing; that ends after {@value #MOST_CALLS}
 * calls or with the time limit.
 */
final class SharedCalls {

  /** One bad id among a thousand takes 21 calls to find. */
  private static final int MOST_CALLS = 40;

  /** Refusals that blame a recipient. */
  private static final Set<FailureReason> BLAMES_ONE =
      EnumSet.of(FailureReason.INVALID_RECIPIENT, FailureReason.RECIPIENT_REFUSED);

  /** Refusals that blame all of them: "all recipients invalid". */
  private static final Set<String> BLAMES_ALL = Set.of("81013", "82001");

  private static final Failure LEFT_OVER =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "shared-call-refused",
          "WeCom refused calls for several members because of some of them, and there was no time"
              + " to find out which; nothing was sent to this one");

  private final ApplicationConfig config;
  private final TokenCalls<WeComEndpoint> calls;
  private final Clock clock;
  private final LongSupplier ticker;

  SharedCalls(
      ApplicationConfig config, TokenCalls<WeComEndpoint> calls, Clock clock, LongSupplier ticker) {
    this.config = config;
    this.calls = calls;
    this.clock = clock;
    this.ticker = ticker;
  }

  List<SendResult> send(List<WeComMessage> messages, SendContext context) {
    Map<String, Integer> spellings = new HashMap<>();
    messages.forEach(message -> spellings.merge(key(message), 1, Integer::sum));
    List<WeComMessage> together = new ArrayList<>(messages.size());
    for (WeComMessage message : messages) {
      if (isOne(spellings, message)) {
        together.add(message);
      }
    }
    Run run = new Run(ticker.getAsLong() + context.timeLimit().toNanos());
    Iterator<SendResult> shared =
        together.isEmpty() ? Collections.emptyIterator() : run.call(together).iterator();
    List<SendResult> results = new ArrayList<>(messages.size());
    for (WeComMessage message : messages) {
      results.add(isOne(spellings, message) ? shared.next() : run.call(List.of(message)).get(0));
    }
    return results;
  }

  private static boolean isOne(Map<String, Integer> spellings, WeComMessage message) {
    return Objects.equals(spellings.get(key(message)), 1);
  }

  private static String key(WeComMessage message) {
    return WeComAudience.key(user(message));
  }

  private static String user(WeComMessage message) {
    return message.audience().users().get(0);
  }

  /** The calls for one list of messages, which share a time limit. */
  private final class Run {

    private final long deadline;
    private int made;

    Run(long deadline) {
      this.deadline = deadline;
    }

    List<SendResult> call(List<WeComMessage> messages) {
      long left = deadline - ticker.getAsLong();
      if (made > 0 && (left <= 0 || made >= MOST_CALLS)) {
        return same(messages.size(), SendResult.rejected(LEFT_OVER));
      }
      made++;
      List<String> users = messages.stream().map(SharedCalls::user).toList();
      WeComAudience audience = WeComAudience.ofChecked(users);
      byte[] body = config.body(messages.get(0), audience, null);
      Called called = calls.exchange(SendRequest.shared(audience, body), Duration.ofNanos(left));
      JsonNode answer = called.body();
      if (answer != null) {
        return Verdicts.ofUsers(users, Answer.read(answer).orElseThrow(), clock.instant());
      }
      return messages.size() > 1 && blamesOne(called.result())
          ? halves(messages)
          : same(messages.size(), called.result());
    }

    private List<SendResult> halves(List<WeComMessage> messages) {
      int middle = messages.size() / 2;
      List<SendResult> results = new ArrayList<>(call(messages.subList(0, middle)));
      results.addAll(call(messages.subList(middle, messages.size())));
      return results;
    }
  }

  private static boolean blamesOne(SendResult result) {
    return result instanceof Rejected rejected
        && BLAMES_ONE.contains(rejected.cause().reason())
        && !BLAMES_ALL.contains(rejected.cause().code());
  }

  private static List<SendResult> same(int count, SendResult result) {
    List<SendResult> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(result);
    }
    return results;
  }
}
