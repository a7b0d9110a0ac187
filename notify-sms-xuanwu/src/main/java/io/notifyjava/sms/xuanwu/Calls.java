package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.http.HttpMaybeSent;
import io.notifyjava.http.HttpNotSent;
import io.notifyjava.http.HttpOutcome;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.spi.ProviderContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls for one or several messages, and says what became of each.
 *
 * <p>Xuanwu answers a call with one code. If it refuses several messages for what one of them may
 * have caused, nothing was sent, and the two halves are tried apart, so that one bad number costs
 * the others nothing. That ends after {@value #MOST_CALLS} calls, with the time limit, or when
 * {@value #ENOUGH} messages were refused alone and none was taken: then it is not one of them.
 */
final class Calls {

  /** One bad number among ten thousand takes 29 calls to find. */
  private static final int MOST_CALLS = 40;

  private static final int ENOUGH = 3;

  /** Values shorter than this hide nothing and stand everywhere. */
  private static final int SHORTEST_VALUE = 3;

  private static final Pattern PHONE = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern NOT_ONE_LINE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  private static final Failure LEFT_OVER =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "shared-call-refused",
          "Xuanwu refused calls for several messages, and there was no time to find out because of"
              + " which; nothing was sent to this number");

  private final HttpExchange exchange;
  private final Wire wire;
  private final Redactor redactor;
  private final Clock clock;
  private final LongSupplier ticker;

  Calls(HttpExchange exchange, Wire wire, Redactor redactor, ProviderContext context) {
    this.exchange = exchange;
    this.wire = wire;
    this.redactor = redactor;
    this.clock = context.clock();
    this.ticker = context.ticker();
  }

  /** Sends messages with equal bulk keys; returns a result for each, in their order. */
  List<SendResult> send(List<Outgoing> messages, @Nullable SmsMapping mapping, Duration timeLimit) {
    return new Run(mapping, ticker.getAsLong() + timeLimit.toNanos()).call(messages);
  }

  /** The calls for one list of messages, which share a time limit. */
  private final class Run {

    private final @Nullable SmsMapping mapping;
    private final long deadline;
    private int made;
    private int refusedAlone;
    private boolean anyTaken;

    Run(@Nullable SmsMapping mapping, long deadline) {
      this.mapping = mapping;
      this.deadline = deadline;
    }

    List<SendResult> call(List<Outgoing> messages) {
      long left = deadline - ticker.getAsLong();
      if (made > 0 && (left <= 0 || made >= MOST_CALLS)) {
        return same(messages, SendResult.rejected(LEFT_OVER));
      }
      made++;
      HttpOutcome outcome = exchange.execute(wire.call(messages, mapping), Duration.ofNanos(left));
      if (outcome instanceof HttpNotSent notSent) {
        return same(messages, SendResult.rejected(notSent.failure()));
      }
      if (outcome instanceof HttpMaybeSent maybeSent) {
        return same(messages, SendResult.unknown(maybeSent.failure()));
      }
      return read(messages, wire.read((HttpAnswer) outcome, clock));
    }

    private List<SendResult> read(List<Outgoing> messages, Reply reply) {
      if (reply instanceof Reply.Taken taken) {
        anyTaken = true;
        return same(messages, SendResult.accepted(Receipt.of(taken.id(), clock.instant())));
      }
      if (reply instanceof Reply.Garbage garbage) {
        return same(messages, garbage.result());
      }
      if (reply instanceof Reply.Foreign foreign) {
        return same(messages, foreign.result());
      }
      return refused(messages, (Reply.Code) reply);
    }

    private List<SendResult> refused(List<Outgoing> messages, Reply.Code reply) {
      ReplyRule rule = wire.codes().getOrDefault(reply.code(), ReplyRule.UNDOCUMENTED);
      SendResult result =
          rule.result(Integer.toString(reply.code()), redacted(reply.words(), messages));
      if (rule.treatment() != Treatment.SPLIT) {
        return same(messages, result);
      }
      if (messages.size() == 1) {
        refusedAlone++;
        return List.of(result);
      }
      int middle = messages.size() / 2;
      List<SendResult> results = new ArrayList<>(call(messages.subList(0, middle)));
      List<Outgoing> rest = messages.subList(middle, messages.size());
      boolean allAlike = refusedAlone >= ENOUGH && !anyTaken;
      results.addAll(allAlike ? same(rest, result) : call(rest));
      return results;
    }
  }

  private static List<SendResult> same(List<Outgoing> messages, SendResult result) {
    return Collections.nCopies(messages.size(), result);
  }

  /** Xuanwu's words may echo what was sent: neither secrets nor people nor contents may go on. */
  private String redacted(String words, List<Outgoing> messages) {
    if (words.isEmpty()) {
      return words;
    }
    String text = NOT_ONE_LINE.matcher(words).replaceAll(" ");
    for (Outgoing message : messages) {
      text = text.replace(message.text(), Masking.MASK);
      for (String value : message.message().variables().asMap().values()) {
        if (value.length() >= SHORTEST_VALUE) {
          text = text.replace(value, Masking.MASK);
        }
      }
    }
    return redactor.redact(PHONE.matcher(text).replaceAll(Masking.MASK)).strip();
  }
}
