package io.notifyjava.sms.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.notifyjava.http.Json;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.aliyun.Requests.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds out what became of a message: asks for the details of its number's day and looks for the
 * {@code OutId} that it was sent with.
 *
 * <p>A row that is there proves that Aliyun took the message. A row that is not there proves
 * nothing, since details come late, so the outcome stays unknown then.
 */
final class Settlement {

  /** A number gets at most 50 texts a day of a sign and template; beyond this it is no phone. */
  private static final int MOST_PAGES = 4;

  /** Clocks differ, and a call takes its time: near midnight in China two days are asked about. */
  private static final Duration AROUND_MIDNIGHT = Duration.ofMinutes(10);

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

  /** Remembers under which id a message went that shared a call. */
  void remember(SmsMessage message, String outId) {
    outIds.put(message, outId);
  }

  /**
   * Returns what became of a message.
   *
   * @param messageId the id under which it went if it went alone
   * @return empty if Aliyun cannot tell, or not yet
   */
  Optional<SendResult> settle(Item item, String messageId, Duration limit) {
    String shared = outIds.getIfPresent(item.message());
    String outId = shared == null ? messageId : shared;
    long deadline = ticker.getAsLong() + limit.toNanos();
    for (LocalDate date : dates(clock.instant())) {
      if (isListed(item, date, outId, deadline)) {
        outIds.invalidate(item.message());
        // Details name no BizId.
        return Optional.of(SendResult.accepted(Receipt.of(null, clock.instant())));
      }
    }
    return Optional.empty();
  }

  private static Set<LocalDate> dates(Instant now) {
    Set<LocalDate> dates = new LinkedHashSet<>();
    dates.add(date(now));
    dates.add(date(now.minus(AROUND_MIDNIGHT)));
    dates.add(date(now.plus(AROUND_MIDNIGHT)));
    return dates;
  }

  private static LocalDate date(Instant instant) {
    return instant.atOffset(Refusals.CHINA).toLocalDate();
  }

  private boolean isListed(Item item, LocalDate date, String outId, long deadline) {
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
        if (outId.equals(row.path("OutId").textValue())) {
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
