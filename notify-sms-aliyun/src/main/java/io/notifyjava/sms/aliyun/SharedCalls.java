package io.notifyjava.sms.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.Json;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.sms.aliyun.Requests.Item;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages in as few calls as Aliyun allows, and says what became of each.
 *
 * <p>Messages with equal values go by {@code SendSms}, the others by {@code SendBatchSms}. Either
 * is refused whole because of one number: then nothing was sent, and the two halves are tried
 * apart, so that the one is found and the others go out; that ends after {@value #MOST_CALLS} calls
 * or with the time limit. A number stands in no two calls of which the first may have been taken.
 */
final class SharedCalls {

  /** Numbers of one {@code SendSms} ({@code isv.MOBILE_COUNT_OVER_LIMIT}). */
  static final int MOST_SAME = 1000;

  /** Numbers of one {@code SendBatchSms}. */
  static final int MOST_DIFFERENT = 100;

  /** One bad number among a thousand takes 21 calls to find; ten of them about 150. */
  private static final int MOST_CALLS = 200;

  /** If none of so many calls was taken, it is not one number that is wrong. */
  private static final int MOST_IN_VAIN = 40;

  private static final Failure LEFT_OVER =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "shared-call-refused",
          "there was no time, or no call, left for this one's part of the shared call; nothing was sent"
              + " to it");
  private static final Failure NOBODY_KNOWS_WHO =
      Failure.permanent(
          FailureReason.PROTOCOL,
          "shared-call-refused",
          "Aliyun refused a call for several numbers because of one of them, and split-refused-calls"
              + " is off, so that it cannot be told whether the others were sent");

  private final AliyunCalls calls;
  private final Requests requests;
  private final boolean split;
  private final Clock clock;
  private final LongSupplier ticker;

  SharedCalls(
      AliyunCalls calls, Requests requests, boolean split, Clock clock, LongSupplier ticker) {
    this.calls = calls;
    this.requests = requests;
    this.split = split;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Sends one message in one call. */
  SendResult send(Item item, String outId, Duration limit) {
    Called called = calls.call(requests.same(List.of(item), outId), limit);
    return result(called);
  }

  /**
   * Sends several of one template, sign and extend code.
   *
   * @param ids of the messages, in their order
   * @param unsure hears of each message whose outcome is unknown, and under which {@code OutId} it
   *     went
   * @return a result for each, in their order
   */
  List<SendResult> send(
      List<Item> items, List<String> ids, Duration limit, BiConsumer<SmsMessage, String> unsure) {
    Run run = new Run(items, ids, ticker.getAsLong() + limit.toNanos(), unsure);
    for (List<Integer> part : parts(items)) {
      run.call(part);
    }
    return List.of(run.results);
  }

  /**
   * Splits into what one call can carry: first the large groups with equal values, then the rest.
   */
  private static List<List<Integer>> parts(List<Item> items) {
    Map<Map<String, String>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      groups.computeIfAbsent(items.get(i).content().values(), none -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      if (groups.size() == 1 || group.size() > MOST_DIFFERENT) {
        chunks(group, MOST_SAME, parts);
      } else {
        rest.addAll(group);
      }
    }
    chunks(rest, MOST_DIFFERENT, parts);
    return parts;
  }

  private static void chunks(List<Integer> all, int most, List<List<Integer>> into) {
    for (int from = 0; from < all.size(); from += most) {
      into.add(all.subList(from, Math.min(from + most, all.size())));
    }
  }

  private SendResult result(Called called) {
    JsonNode body = called.body();
    if (body == null) {
      return Objects.requireNonNull(called.result());
    }
    return Json.textAt(body, "BizId")
        .filter(id -> !id.isBlank() && id.length() <= 128)
        .<SendResult>map(id -> SendResult.accepted(Receipt.of(id, clock.instant())))
        .orElseGet(() -> AliyunCalls.garbage("an OK without a BizId"));
  }

  /** The calls for one list of messages, which share a time limit. */
  private final class Run {

    private final List<Item> items;
    private final List<String> ids;
    private final BiConsumer<SmsMessage, String> unsure;
    private final long deadline;
    private final SendResult[] results;
    private int made;
    private boolean anyTaken;

    Run(List<Item> items, List<String> ids, long deadline, BiConsumer<SmsMessage, String> unsure) {
      this.items = items;
      this.ids = ids;
      this.deadline = deadline;
      this.unsure = unsure;
      this.results = new SendResult[items.size()];
    }

    void call(List<Integer> part) {
      long left = deadline - ticker.getAsLong();
      if (made > 0 && (left <= 0 || isEnough())) {
        all(part, SendResult.rejected(LEFT_OVER), null);
        return;
      }
      made++;
      List<Item> together = part.stream().map(items::get).toList();
      String outId = OutIds.of(part.stream().map(ids::get).toList());
      boolean same = hasOneContent(together);
      Called called =
          calls.call(
              same ? requests.same(together, outId) : requests.different(together, outId),
              Duration.ofNanos(left));
      SendResult result = result(called);
      anyTaken |= result.isAccepted();
      if (part.size() > 1 && blamesOne(result, called.blame(), same)) {
        divide(part, outId);
      } else {
        all(part, result, outId);
      }
    }

    private boolean isEnough() {
      return made >= (anyTaken ? MOST_CALLS : MOST_IN_VAIN)
          || Thread.currentThread().isInterrupted();
    }

    private void divide(List<Integer> part, String outId) {
      if (!split) {
        all(part, SendResult.unknown(NOBODY_KNOWS_WHO), outId);
        return;
      }
      int middle = part.size() / 2;
      call(part.subList(0, middle));
      call(part.subList(middle, part.size()));
    }

    private void all(List<Integer> part, SendResult result, @Nullable String outId) {
      for (int place : part) {
        results[place] = result;
        if (outId != null && result instanceof Unknown) {
          unsure.accept(items.get(place).message(), outId);
        }
      }
    }
  }

  private static boolean hasOneContent(List<Item> items) {
    Item first = items.get(0);
    return IntStream.range(1, items.size())
        .allMatch(i -> items.get(i).content().values().equals(first.content().values()));
  }

  private static boolean blamesOne(SendResult result, Blame blame, boolean same) {
    return result instanceof Rejected
        && (blame == Blame.NUMBER || (blame == Blame.VALUES && !same));
  }
}
