package io.notifyjava.sms.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.http.HttpMaybeSent;
import io.notifyjava.http.HttpNotSent;
import io.notifyjava.http.HttpOutcome;
import io.notifyjava.http.HttpStatus;
import io.notifyjava.http.Json;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Makes single calls, signed each for itself, and says what each answer means.
 *
 * <p>Makes a second call only if Aliyun refused the key of the first and there is a newer one by
 * then: nothing was sent, and the credentials were renewed meanwhile.
 */
final class AliyunCalls {

  private static final Failure TOO_LATE =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "no-time-left",
          "the time limit was over when the credentials provider had answered; nothing was sent");

  /** Numbers of people, be they of this request or not. */
  private static final Pattern NUMBERS = Pattern.compile("(?<![A-Za-z0-9])\\+?[0-9]{7,}");

  private final HttpExchange exchange;
  private final RequestSigner signer;
  private final KeySource keySource;
  private final Refusals refusals;
  private final Clock clock;
  private final LongSupplier ticker;

  AliyunCalls(
      HttpExchange exchange,
      RequestSigner signer,
      KeySource keySource,
      Clock clock,
      LongSupplier ticker) {
    this.exchange = exchange;
    this.signer = signer;
    this.keySource = keySource;
    this.refusals = new Refusals(clock);
    this.clock = clock;
    this.ticker = ticker;
  }

  Called call(ApiRequest request, Duration limit) {
    long deadline = ticker.getAsLong() + limit.toNanos();
    try {
      Keys keys = keySource.keys();
      Called called = call(request, keys, deadline);
      if (!refusesKey(called)) {
        return called;
      }
      Keys newer = keySource.keys();
      return newer.equals(keys) ? called : call(request, newer, deadline);
    } catch (KeysUnavailableException none) {
      return Called.failed(SendResult.rejected(none.failure()));
    }
  }

  private static boolean refusesKey(Called called) {
    return called.result() != null
        && called
            .result()
            .failure()
            .map(Failure::code)
            .filter(
                code ->
                    code.startsWith("InvalidSecurityToken")
                        || code.startsWith("InvalidAccessKeyId"))
            .isPresent();
  }

  private Called call(ApiRequest request, Keys keys, long deadline) {
    long left = deadline - ticker.getAsLong();
    if (left <= 0) {
      return Called.failed(SendResult.rejected(TOO_LATE));
    }
    // Never the same bytes twice: whether a repeated nonce means that the first one arrived, Aliyun
    // does not say.
    String nonce = UUID.randomUUID().toString();
    HttpOutcome outcome =
        exchange.execute(
            signer.sign(request, keys, clock.instant(), nonce), Duration.ofNanos(left));
    if (outcome instanceof HttpNotSent notSent) {
      return Called.failed(SendResult.rejected(notSent.failure()));
    }
    if (outcome instanceof HttpMaybeSent maybeSent) {
      return Called.failed(SendResult.unknown(maybeSent.failure()));
    }
    return read(request, keys, (HttpAnswer) outcome);
  }

  /** Business failures have status 200, those of the gateway 4xx or 5xx; both name a code. */
  private Called read(ApiRequest request, Keys keys, HttpAnswer answer) {
    Optional<JsonNode> body = Json.parseObject(answer.body());
    String code = body.flatMap(object -> Json.textAt(object, "Code")).orElse("");
    if (code.isEmpty() || (code.equals("OK") && !answer.isSuccess())) {
      return Called.failed(
          answer.isSuccess() ? garbage(answer) : HttpStatus.unsuccessful(answer, clock));
    }
    if (code.equals("OK")) {
      return Called.ok(body.orElseThrow());
    }
    ErrorRule rule = AliyunErrors.rule(code, answer.status());
    String words = words(request, keys, code, body.orElseThrow());
    String shown = redacted(request, keys, code);
    Failure failure = refusals.failure(shown, rule, words);
    return Called.failed(
        rule.treatment() == Treatment.UNDECIDED
            ? SendResult.unknown(failure)
            : SendResult.rejected(failure),
        rule.blame());
  }

  static SendResult garbage(HttpAnswer answer) {
    return garbage(answer.body().length + " bytes that are not an answer of its API");
  }

  static SendResult garbage(String found) {
    return SendResult.unknown(
        Failure.transientFailure(
            FailureReason.PROTOCOL,
            "bad-answer",
            "expected Aliyun's JSON answer, but found "
                + found
                + "; check what answers at base-url"));
  }

  /** A wrong signature is answered with all that should have been signed: that is never shown. */
  private static String words(ApiRequest request, Keys keys, String code, JsonNode body) {
    String id =
        Json.textAt(body, "RequestId")
            .filter(text -> text.matches("[A-Za-z0-9-]{1,64}"))
            .map(text -> " (RequestId " + text + ")")
            .orElse("");
    if (code.startsWith("Signature") || code.equals("IncompleteSignature")) {
      return id.strip();
    }
    String message = redacted(request, keys, Json.textAt(body, "Message").orElse(""));
    return NUMBERS.matcher(message).replaceAll(Masking.MASK) + id;
  }

  private static String redacted(ApiRequest request, Keys keys, String text) {
    String shown = text;
    for (String name : request.personal().get()) {
      shown = shown.replace(name, Masking.MASK);
    }
    return new Redactor(keys.secrets()).redact(shown);
  }
}
