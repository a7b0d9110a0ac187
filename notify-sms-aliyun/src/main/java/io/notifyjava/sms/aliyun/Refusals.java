package io.notifyjava.sms.aliyun;

import io.notifyjava.result.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes failures of Aliyun's error codes, with the time to wait where there is one. */
final class Refusals {

  /** China has one time, without summer time. */
  static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Clock clock;

  Refusals(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the failure that an answer means: Aliyun's code and words first, then what to do.
   *
   * @param words its text, free of secrets and personal data; may be empty
   */
  Failure failure(String code, ErrorRule rule, String words) {
    String text = words.isEmpty() ? rule.advice() : words + "; " + rule.advice();
    Failure failure =
        rule.treatment() == Treatment.FINAL
            ? Failure.permanent(rule.reason(), code, text)
            : Failure.transientFailure(rule.reason(), code, text);
    Duration wait = wait(code, words);
    return wait == null ? failure : failure.retryAfter(wait);
  }

  /**
   * "Frequency limits" (2881383): minutes and hours are those of the clock in China, a day is 24
   * hours from sending. A whole minute is waited, because clocks differ.
   */
  private @Nullable Duration wait(String code, String words) {
    Instant now = clock.instant();
    if (code.equals("isv.DAY_LIMIT_CONTROL")) {
      OffsetDateTime china = now.atOffset(CHINA);
      return Duration.between(china, china.truncatedTo(ChronoUnit.DAYS).plusDays(1));
    }
    if (!code.equals("isv.BUSINESS_LIMIT_CONTROL")) {
      return null;
    }
    if (words.contains("天级")) {
      return Duration.ofDays(1);
    }
    return words.contains("小时级")
        ? Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS))
        : Duration.ofMinutes(1);
  }
}
