package io.notifyjava.http;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says what an answer with a status other than 2xx means for the message.
 *
 * <p>For answers in which the provider did not speak in its own protocol. A provider that documents
 * error bodies reads those first. The server's words are not repeated, since they may echo secrets.
 *
 * <table>
 * <caption>Status and result</caption>
 * <tr><td>429</td><td>rejected, throttled, may pass, with the time of {@code Retry-After}</td></tr>
 * <tr><td>401, 403, 407</td><td>rejected, authentication, final</td></tr>
 * <tr><td>408</td><td>unknown, time-out: a gateway in between may have passed the request on</td></tr>
 * <tr><td>421, 425</td><td>rejected, unavailable, may pass: the server declined to process it (RFC
 * 9110 section 15.5.20, RFC 8470 section 5.2)</td></tr>
 * <tr><td>other 4xx</td><td>rejected, invalid message, final</td></tr>
 * <tr><td>503 with a readable {@code Retry-After}</td><td>rejected, unavailable, may pass</td></tr>
 * <tr><td>other 5xx</td><td>unknown, unavailable: the server may have acted before it failed</td></tr>
 * <tr><td>3xx, 1xx and anything else</td><td>unknown, protocol; never followed</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public final class HttpStatus {

  /** Longest wait that a server can ask for; a longer one is cut to it. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** No sign and ASCII digits only; {@code Long.parseLong} would take full-width ones too. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private static final int DIGITS_OF_AN_HOUR = 4;

  private HttpStatus() {}

  /**
   * Returns what the answer means for the message: {@code Rejected} or {@code Unknown}.
   *
   * @param clock for a {@code Retry-After} that names a date
   * @throws IllegalArgumentException if the status is 2xx, whose meaning is in the body
   */
  public static SendResult unsuccessful(HttpAnswer answer, Clock clock) {
    Objects.requireNonNull(clock, "clock");
    int status = answer.status();
    if (answer.isSuccess()) {
      throw new IllegalArgumentException(
          "Status " + status + " is a success; read the body instead");
    }
    Optional<Duration> wait = retryAfter(answer, clock);
    return switch (status) {
      case 401, 403, 407 ->
          rejected(status, FailureReason.AUTHENTICATION, "check credentials and permissions");
      case 408 -> unknown(status, FailureReason.TIMEOUT, "the request may have been passed on");
      case 421, 425 -> SendResult.rejected(passing(status, FailureReason.UNAVAILABLE, wait));
      case 429 -> SendResult.rejected(passing(status, FailureReason.THROTTLED, wait));
      case 503 ->
          wait.isPresent()
              ? SendResult.rejected(passing(status, FailureReason.UNAVAILABLE, wait))
              : serverError(status);
      default -> byClass(status);
    };
  }

  private static SendResult byClass(int status) {
    if (status >= 400 && status <= 499) {
      return rejected(status, FailureReason.INVALID_MESSAGE, "check base URL, path and message");
    }
    if (status >= 500 && status <= 599) {
      return serverError(status);
    }
    if (status >= 300 && status <= 399) {
      return unknown(status, FailureReason.PROTOCOL, "redirects are not followed; check base URL");
    }
    return unknown(status, FailureReason.PROTOCOL, "check what listens at the base URL");
  }

  private static SendResult serverError(int status) {
    return unknown(
        status, FailureReason.UNAVAILABLE, "the server may have acted on it before it failed");
  }

  private static SendResult rejected(int status, FailureReason reason, String next) {
    return SendResult.rejected(Failure.permanent(reason, code(status), text(status, next)));
  }

  private static SendResult unknown(int status, FailureReason reason, String next) {
    return SendResult.unknown(Failure.transientFailure(reason, code(status), text(status, next)));
  }

  private static Failure passing(int status, FailureReason reason, Optional<Duration> wait) {
    String next = wait.map(time -> "try again after " + time).orElse("try again later");
    Failure failure = Failure.transientFailure(reason, code(status), text(status, next));
    return wait.map(failure::retryAfter).orElse(failure);
  }

  private static String code(int status) {
    return "http-" + status;
  }

  private static String text(int status, String next) {
    return "expected an answer with status 200, but found " + status + "; " + next;
  }

  /**
   * Returns how long the server asks to wait, by RFC 9110 section 10.2.3: seconds, or a date.
   *
   * @return between zero and {@link #LONGEST_RETRY_AFTER}; empty if the header is missing, negative
   *     or unreadable
   */
  static Optional<Duration> retryAfter(HttpAnswer answer, Clock clock) {
    return answer.headers().first("Retry-After").flatMap(value -> parse(value.strip(), clock));
  }

  private static Optional<Duration> parse(String value, Clock clock) {
    if (SECONDS.matcher(value).matches()) {
      String digits = value.replaceFirst("^0+(?=.)", "");
      return Optional.of(
          digits.length() > DIGITS_OF_AN_HOUR
              ? LONGEST_RETRY_AFTER
              : capped(Duration.ofSeconds(Integer.parseInt(digits))));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(capped(Duration.between(clock.instant(), date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration capped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }
}
