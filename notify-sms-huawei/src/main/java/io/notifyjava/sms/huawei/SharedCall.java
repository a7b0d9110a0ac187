package io.notifyjava.sms.huawei;

import io.notifyjava.message.PhoneNumber;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.huawei.HuaweiSmsProvider.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Sends messages together and says what became of each.
 *
 * <p>Huawei refuses a whole call if a parameter in it has not the form that it wants. Where the
 * messages say different things, one of them may be to blame: nothing was sent then, and the two
 * halves are tried apart, so that one bad value costs the others nothing; that ends after {@value
 * #MOST_CALLS} calls or with the time limit. For use by one thread.
 */
final class SharedCall {

  /** One bad message among 500 takes 19 calls to find. */
  private static final int MOST_CALLS = 40;

  /** Refusals of a call's parameters. */
  private static final Set<String> BLAMES_PARAMETERS = Set.of("E000503", Errors.SYSTEM_ERROR);

  private static final Failure LEFT_OVER =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "shared-call-refused",
          "Huawei refused calls for several messages because of some of them, and there was no time"
              + " to find out which; nothing was sent to this one");

  private final Calls calls;
  private final Request.Extras extras;
  private final LongSupplier ticker;
  private final long deadline;
  private int made;

  SharedCall(Calls calls, Request.Extras extras, LongSupplier ticker, Duration timeLimit) {
    this.calls = calls;
    this.extras = extras;
    this.ticker = ticker;
    this.deadline = ticker.getAsLong() + timeLimit.toNanos();
  }

  /** Returns a result for each message, in their order. */
  List<SendResult> send(List<Item> items) {
    List<PhoneNumber> numbers = items.stream().map(Item::number).toList();
    long left = deadline - ticker.getAsLong();
    if (made > 0 && (left <= 0 || made >= MOST_CALLS)) {
      return Answers.same(numbers, SendResult.rejected(LEFT_OVER));
    }
    made++;
    Map<Content, List<PhoneNumber>> texts = new LinkedHashMap<>();
    for (Item item : items) {
      texts.computeIfAbsent(item.content(), first -> new ArrayList<>()).add(item.number());
    }
    Content first = items.get(0).content();
    Request request =
        texts.size() == 1 ? Request.same(first, numbers, extras) : Request.different(texts, extras);
    Set<String> values = new LinkedHashSet<>();
    texts.keySet().forEach(content -> values.addAll(content.values()));
    List<SendResult> results = calls.call(request, numbers, values, Duration.ofNanos(left));
    return texts.size() > 1 && blameParameters(results) ? halves(items) : results;
  }

  private List<SendResult> halves(List<Item> items) {
    int middle = items.size() / 2;
    List<SendResult> results = new ArrayList<>(send(items.subList(0, middle)));
    results.addAll(send(items.subList(middle, items.size())));
    return results;
  }

  private static boolean blameParameters(List<SendResult> results) {
    return results.stream()
        .allMatch(
            result ->
                result instanceof Rejected rejected
                    && BLAMES_PARAMETERS.contains(rejected.cause().code()));
  }
}
