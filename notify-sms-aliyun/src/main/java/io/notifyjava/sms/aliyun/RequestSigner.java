package io.notifyjava.sms.aliyun;

import io.notifyjava.http.HttpCall;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Turns a request into a signed call. Thread-safe. */
interface RequestSigner {

  /**
   * Returns a call that may be made once: a nonce is never used again.
   *
   * @param now of the wall clock; Aliyun takes 15 minutes of difference
   * @param nonce new for each call
   */
  HttpCall sign(ApiRequest request, Keys keys, Instant now, String nonce);

  /** UTC to the second: Aliyun refuses milliseconds. */
  static String timestamp(Instant now) {
    return DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.SECONDS));
  }
}
