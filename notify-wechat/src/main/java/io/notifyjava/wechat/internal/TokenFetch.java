package io.notifyjava.wechat.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.http.HttpMaybeSent;
import io.notifyjava.http.HttpNotSent;
import io.notifyjava.http.HttpOutcome;
import io.notifyjava.http.HttpStatus;
import io.notifyjava.http.Json;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.token.TokenException;
import io.notifyjava.token.TokenSource.Grant;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Fetches access tokens: the answers of both platforms have one shape.
 *
 * <p>Sources: "Get access token" and "Get stable access token" at developers.weixin.qq.com, "Get
 * access_token" at developer.work.weixin.qq.com (91039).
 */
public final class TokenFetch {

  /** The documented upper bound; whatever a reply says, nothing is kept for longer. */
  private static final long LONGEST_SECONDS = 7_200;

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,2048}");

  private final HttpExchange exchange;
  private final BiFunction<Integer, String, Failure> failures;
  private final Redactor redactor;
  private final Clock clock;

  /**
   * Creates one.
   *
   * @param failures says what an error code and its redacted text mean at the token endpoint
   */
  public TokenFetch(
      HttpExchange exchange,
      BiFunction<Integer, String, Failure> failures,
      Redactor redactor,
      Clock clock) {
    this.exchange = exchange;
    this.failures = failures;
    this.redactor = redactor;
    this.clock = clock;
  }

  /**
   * Makes the call.
   *
   * @throws TokenException if it gave no token
   */
  public Grant fetch(HttpCall call, Duration timeLimit) {
    HttpOutcome outcome = exchange.execute(call, timeLimit);
    // Whether the request left does not matter here: asking for a token twice harms nobody.
    if (outcome instanceof HttpNotSent notSent) {
      throw new TokenException(notSent.failure());
    }
    if (outcome instanceof HttpMaybeSent maybeSent) {
      throw new TokenException(maybeSent.failure());
    }
    return grant((HttpAnswer) outcome);
  }

  private Grant grant(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      throw new TokenException(unsuccessful(answer));
    }
    // Success comes without errcode at the official account, so a missing one is 0.
    Reply reply = Reply.read(answer, true);
    if (reply instanceof Reply.Garbage garbage) {
      throw bad(garbage.found());
    }
    Reply.Spoken spoken = (Reply.Spoken) reply;
    if (spoken.code() != 0) {
      throw new TokenException(failures.apply(spoken.code(), redactor.redact(spoken.errmsg())));
    }
    return new Grant(token(spoken.body()), lifetime(spoken.body()));
  }

  private static String token(JsonNode reply) {
    String token = Json.textAt(reply, "access_token").orElse("");
    if (!TOKEN.matcher(token).matches()) {
      throw bad(
          reply.has("access_token")
              ? "an access_token that is not 1 to 2048 visible ASCII characters"
              : "no access_token");
    }
    return token;
  }

  /** A lifetime that is not what is documented is not guessed: the token is not used. */
  private static Duration lifetime(JsonNode reply) {
    JsonNode seconds = reply.path("expires_in");
    if (!seconds.isIntegralNumber() || seconds.bigIntegerValue().signum() <= 0) {
      throw bad(
          seconds.isMissingNode()
              ? "no expires_in"
              : "an expires_in that is not a whole number above 0");
    }
    long stated = seconds.canConvertToLong() ? seconds.longValue() : LONGEST_SECONDS;
    return Duration.ofSeconds(Math.min(stated, LONGEST_SECONDS));
  }

  /** No message is involved yet, so a status that blames one blames the address instead. */
  private Failure unsuccessful(HttpAnswer answer) {
    Failure failure = HttpStatus.unsuccessful(answer, clock).failure().orElseThrow();
    return failure.reason() == FailureReason.INVALID_MESSAGE
        ? Failure.permanent(FailureReason.PROTOCOL, failure.code(), failure.text())
        : failure;
  }

  private static TokenException bad(String found) {
    return new TokenException(
        Failure.transientFailure(
            FailureReason.PROTOCOL,
            "bad-token-answer",
            "expected access_token and expires_in, but found "
                + found
                + "; check what answers at base-url"));
  }
}
