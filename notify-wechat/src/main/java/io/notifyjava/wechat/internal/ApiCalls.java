package io.notifyjava.wechat.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.http.HttpMaybeSent;
import io.notifyjava.http.HttpNotSent;
import io.notifyjava.http.HttpOutcome;
import io.notifyjava.http.HttpStatus;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes single calls and says what each answer means.
 *
 * @param <E> the platform's endpoints
 */
public final class ApiCalls<E extends Enum<E>> {

  /**
   * Refusals that may come before the platform has looked at the token, and so say nothing of it.
   */
  private static final Set<FailureReason> SILENT_ABOUT_TOKEN =
      EnumSet.of(
          FailureReason.AUTHENTICATION,
          FailureReason.UNAVAILABLE,
          FailureReason.PROTOCOL,
          FailureReason.INTERNAL);

  private final HttpExchange exchange;
  private final Dictionary<E> dictionary;
  private final Redactor redactor;
  private final Clock clock;

  public ApiCalls(HttpExchange exchange, Dictionary<E> dictionary, Redactor redactor, Clock clock) {
    this.exchange = exchange;
    this.dictionary = dictionary;
    this.redactor = redactor;
    this.clock = clock;
  }

  /** What a platform's error codes mean. */
  public interface Dictionary<E> {

    /** Returns the rule of a code. */
    ErrorRule rule(E endpoint, int code);

    /**
     * Returns the failure that an error reply means.
     *
     * @param errmsg the platform's text, already free of secrets and personal data
     */
    Failure failure(E endpoint, int code, String errmsg);
  }

  /** What one call told about the token that it was made with. */
  public enum TokenNews {
    /** The platform took it. */
    PROVEN,
    /** It is no good any more. */
    REFUSED,
    /** Nothing. */
    NONE
  }

  /**
   * What came of one call.
   *
   * @param body the answer of an accepted call; null otherwise
   */
  public record Called(SendResult result, TokenNews token, @Nullable JsonNode body) {}

  /**
   * Makes one call.
   *
   * @param token empty if the call needs none
   */
  public Called call(ApiRequest<E> request, String token, Duration timeLimit) {
    HttpOutcome outcome = exchange.execute(request.with(token), timeLimit);
    if (outcome instanceof HttpNotSent notSent) {
      return silent(SendResult.rejected(notSent.failure()));
    }
    if (outcome instanceof HttpMaybeSent maybeSent) {
      return silent(SendResult.unknown(maybeSent.failure()));
    }
    HttpAnswer answer = (HttpAnswer) outcome;
    if (!answer.isSuccess()) {
      return silent(HttpStatus.unsuccessful(answer, clock));
    }
    Reply reply = Reply.read(answer, request.mayOmitErrcode());
    if (reply instanceof Reply.Garbage garbage) {
      return silent(SendResult.unknown(garbage.failure()));
    }
    return spoken(request, (Reply.Spoken) reply, token);
  }

  private Called spoken(ApiRequest<E> request, Reply.Spoken reply, String token) {
    if (reply.code() == 0) {
      SendResult accepted = request.accepted(reply, clock.instant());
      return new Called(
          accepted,
          accepted.isAccepted() ? TokenNews.PROVEN : TokenNews.NONE,
          accepted.isAccepted() ? reply.body() : null);
    }
    ErrorRule rule = dictionary.rule(request.endpoint(), reply.code());
    Failure failure =
        dictionary.failure(
            request.endpoint(), reply.code(), redacted(reply.errmsg(), request, token));
    return new Called(result(rule, failure, request), news(rule), null);
  }

  private SendResult result(ErrorRule rule, Failure failure, ApiRequest<E> request) {
    return switch (rule.treatment()) {
      case FINAL, MAY_PASS, RENEW_TOKEN -> SendResult.rejected(failure);
      case UNDECIDED -> SendResult.unknown(failure);
      case DUPLICATE ->
          request.resend()
              ? SendResult.accepted(Receipt.of(null, clock.instant()).asRepeated())
              : SendResult.rejected(failure);
    };
  }

  private static TokenNews news(ErrorRule rule) {
    if (rule.treatment() == Treatment.RENEW_TOKEN) {
      return TokenNews.REFUSED;
    }
    return SILENT_ABOUT_TOKEN.contains(rule.reason()) ? TokenNews.NONE : TokenNews.PROVEN;
  }

  private static Called silent(SendResult result) {
    return new Called(result, TokenNews.NONE, null);
  }

  /** The texts echo what was sent at times: neither token nor people may go on. */
  private String redacted(String errmsg, ApiRequest<E> request, String token) {
    String text = errmsg;
    for (String name : request.personal()) {
      text = text.replace(name, Masking.MASK);
    }
    return token.isEmpty() ? redactor.redact(text) : redactor.redact(text, token);
  }
}
