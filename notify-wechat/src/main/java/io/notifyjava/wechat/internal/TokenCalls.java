package io.notifyjava.wechat.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.result.Failure;
import io.notifyjava.result.OperationFailedException;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenException;
import io.notifyjava.wechat.internal.ApiCalls.Called;
import io.notifyjava.wechat.internal.ApiCalls.TokenNews;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Makes calls with an access token: one, and a second one only if the platform refused the token of
 * the first. Then nothing was done, and a new token may mend it.
 *
 * @param <E> the platform's endpoints
 */
public final class TokenCalls<E extends Enum<E>> {

  /** No call takes longer, whatever it may take; keeps sums of nanoseconds within a long. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ApiCalls<E> calls;
  private final TokenCache tokens;
  private final LongSupplier ticker;

  public TokenCalls(ApiCalls<E> calls, TokenCache tokens, LongSupplier ticker) {
    this.calls = calls;
    this.tokens = tokens;
    this.ticker = ticker;
  }

  /** Sends, and tells what came of it; without a token it was certainly not sent. */
  public SendResult send(ApiRequest<E> request, Duration timeLimit) {
    return exchange(request, timeLimit).result();
  }

  /** Like {@link #send}, with the answer beside it: for calls that stand for several messages. */
  public Called exchange(ApiRequest<E> request, Duration timeLimit) {
    try {
      return within(request, timeLimit);
    } catch (TokenException e) {
      return new Called(SendResult.rejected(e.failure()), TokenNews.NONE, null);
    }
  }

  /**
   * Does something else than sending.
   *
   * @param operation what is done, for the exception
   * @return the platform's answer
   * @throws OperationFailedException if it was refused, or nobody knows
   */
  public JsonNode operate(String operation, ApiRequest<E> request, Duration timeLimit) {
    Called called;
    try {
      called = within(request, timeLimit);
    } catch (TokenException e) {
      throw new OperationFailedException(operation, e.failure(), true);
    }
    JsonNode body = called.body();
    if (body == null) {
      Failure failure = called.result().failure().orElseThrow();
      throw new OperationFailedException(operation, failure, called.result() instanceof Rejected);
    }
    return body;
  }

  /**
   * @throws TokenException if there is no token; nothing was sent then
   */
  private Called within(ApiRequest<E> request, Duration timeLimit) {
    Duration limit = timeLimit.compareTo(LONGEST) > 0 ? LONGEST : timeLimit;
    long deadline = ticker.getAsLong() + limit.toNanos();
    AccessToken token = tokens.get(left(deadline));
    Called first = call(request, token, deadline);
    if (first.token() != TokenNews.REFUSED) {
      return first;
    }
    // Only if it still is the one in use: a slow call must not end a newer token.
    tokens.invalidate(token);
    AccessToken renewed = tokens.get(left(deadline));
    Called second = call(request, renewed, deadline);
    if (second.token() == TokenNews.REFUSED) {
      tokens.invalidate(renewed);
    }
    return second;
  }

  private Called call(ApiRequest<E> request, AccessToken token, long deadline) {
    Called called = calls.call(request, token.value(), left(deadline));
    if (called.token() == TokenNews.PROVEN) {
      tokens.confirm(token);
    }
    return called;
  }

  private Duration left(long deadline) {
    return Duration.ofNanos(deadline - ticker.getAsLong());
  }
}
