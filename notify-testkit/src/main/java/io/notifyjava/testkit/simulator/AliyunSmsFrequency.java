package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * How often one number may hear of one sign: codes once a minute, five times an hour and ten times
 * a day; notices fifty times a day for each template. Minutes and hours are those of the clock, a
 * day is 24 hours from each message. Counts what was accepted; holds hashes. Thread-safe.
 */
final class AliyunSmsFrequency {

  private static final int SECOND = 1000;

  private final Clock clock;
  private final ExpiringIds minutes = new ExpiringIds(60 * SECOND);
  private final ExpiringIds hours = new ExpiringIds(3_600 * SECOND);
  private final ExpiringIds days = new ExpiringIds(86_400 * SECOND);

  AliyunSmsFrequency(Clock clock) {
    this.clock = clock;
  }

  /** One limit: so many in a window, and what is answered beyond. */
  private record Limit(ExpiringIds seen, long window, int times, AliyunSmsReply answer) {}

  /**
   * Checks all messages of a call, then counts them all.
   *
   * @param subjects hashes of number and sign, and for notices of the template
   * @throws Refused if one of them is too much; nothing is counted then
   */
  void charge(List<Long> subjects, AliyunSmsTemplate.Kind kind) {
    Instant now = clock.instant();
    int millis = (int) now.toEpochMilli();
    List<Limit> limits = limits(now, kind);
    for (Limit limit : limits) {
      for (long subject : subjects) {
        if (free(limit, subject, millis) < 0) {
          throw new Refused(limit.answer());
        }
      }
    }
    for (Limit limit : limits) {
      for (long subject : subjects) {
        int place = Math.max(0, free(limit, subject, millis));
        limit.seen().remember(hash(limit, subject, place), millis);
      }
    }
  }

  private List<Limit> limits(Instant now, AliyunSmsTemplate.Kind kind) {
    if (kind == AliyunSmsTemplate.Kind.NOTICE) {
      return List.of(
          new Limit(
              days, 0, 50, AliyunSmsReply.error("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:50")));
    }
    long seconds = now.getEpochSecond();
    return List.of(
        new Limit(minutes, seconds / 60, 1, AliyunSmsReply.minuteLimit()),
        new Limit(hours, seconds / 3_600, 5, AliyunSmsReply.hourLimit()),
        new Limit(days, 0, 10, AliyunSmsReply.dayLimit()));
  }

  /** The first place that nothing has taken yet; −1 if all are taken. */
  private static int free(Limit limit, long subject, int millis) {
    for (int place = 0; place < limit.times(); place++) {
      if (!limit.seen().holds(hash(limit, subject, place), millis)) {
        return place;
      }
    }
    return -1;
  }

  private static long hash(Limit limit, long subject, int place) {
    return Hash64.mix(Hash64.mix(subject + limit.window()) + place);
  }

  void clear() {
    minutes.clear();
    hours.clear();
    days.clear();
  }
}
