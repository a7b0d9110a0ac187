package io.notifyjava.sms.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.notifyjava.http.Json;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.aliyun.Requests.Item;
import io.notifyjava.spi.SendContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Finds out what became of a message: asks for the details of its number's days, from the one on
 * which it was sent at the earliest, and looks for the {@code OutId} of its call.
 *
 * <p>A row that is there proves that Aliyun took the message. A row that is not there proves
 * nothing, since details come late, so the outcome stays unknown then.
 */
final class Settlement {

  /** A number gets at most 50 texts a day of a sign and template; beyond this it is no phone. */
  private static final int MOST_PAGES = 4;

  /** Clocks differ, and a call takes its time: near midnight in China two days are asked about. */
  private static final Duration AROUND_MIDNIGHT = Duration.ofMinutes(10);

  /** "SendDate" of QuerySendDetails: within the last 30 days. */
  private static final int OLDEST_DAYS = 30;

  /** So many unknown outcomes of shared calls are remembered, by the message itself. */
  private static final int MOST_REMEMBERED = 100_000;

  private final AliyunCalls calls;
  private final Requests requests;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Cache<SmsMessage, String> outIds =
      Caffeine.newBuilder()
          // By identity: two equal messages are two messages.
          .weakKeys()
          .maximumSize(MOST_REMEMBERED)
          .executor(Runnable::run)
          .build();

  Settlement(AliyunCalls calls, Requests requests, Clock clock, LongSupplier ticker) {
    this.calls = calls;
    this.requests = requests;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Remembers under which {@code OutId} a message went that shared a call. */
  void remember(SmsMessage message, String outId) {
    outIds.put(message, outId);
  }

  /**
   * Returns what became of a message.
   *
   * @return empty if Aliyun cannot tell, or not yet
   */
  Optional<SendResult> settle(Item item, SendContext context) {
    String shared = outIds.getIfPresent(item.message());
    // Either: after a lost shared call it may have been sent once more, alone.
    Predicate<String> isIts =
        outId -> outId.equals(shared) || OutIds.names(outId, context.messageId());
    long deadline = ticker.getAsLong() + context.timeLimit().toNanos();
    for (LocalDate date : dates(clock.instant(), context.unknownFor())) {
      if (isListed(item, date, isIts, deadline)) {
        outIds.invalidate(item.message());
        // Details name no BizId.
        return Optional.of(SendResult.accepted(Receipt.of(null, clock.instant())));
      }
    }
    return Optional.empty();
  }

  /** The day of the first call first, for it mostly is the one; then those around and after it. */
  private static Set<LocalDate> dates(Instant now, Duration unknownFor) {
    LocalDate oldest = date(now).minusDays(OLDEST_DAYS);
    LocalDate last = date(now.plus(AROUND_MIDNIGHT));
    Instant first = now.minus(unknownFor);
    Set<LocalDate> dates = new LinkedHashSet<>();
    dates.add(date(first));
    date(first.minus(AROUND_MIDNIGHT)).datesUntil(last.plusDays(1)).forEach(dates::add);
    dates.removeIf(date -> date.isBefore(oldest));
    return dates;
  }

  private static LocalDate date(Instant instant) {
    return instant.atOffset(Refusals.CHINA).toLocalDate();
  }

  private boolean isListed(Item item, LocalDate date, Predicate<String> isIts, long deadline) {
    for (int page = 1; page <= MOST_PAGES; page++) {
      long left = deadline - ticker.getAsLong();
      if (left <= 0) {
        return false;
      }
      JsonNode body = calls.call(requests.details(item, date, page), Duration.ofNanos(left)).body();
      if (body == null) {
        return false;
      }
      JsonNode rows = body.path("SmsSendDetailDTOs").path("SmsSendDetailDTO");
      for (JsonNode row : rows) {
        if (isIts.test(row.path("OutId").asText())) {
          return true;
        }
      }
      // A number or a text of digits; both have been seen.
      long total = Json.longAt(body, "TotalCount").orElse(0);
      if ((long) page * Requests.PAGE >= total) {
        return false;
      }
    }
    return false;
  }
}
