package io.notifyjava.wechat;

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
import io.notifyjava.message.Secret;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.token.TokenException;
import io.notifyjava.token.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fetches access tokens of one official account.
 *
 * <p>Sources: "Get access token" and "Get stable access token" at developers.weixin.qq.com.
 */
final class WeChatTokenSource implements TokenSource {

  /** The documented upper bound; whatever a reply says, nothing is kept for longer. */
  private static final long LONGEST_SECONDS = 7_200;

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,2048}");

  private final HttpExchange exchange;
  private final TokenMode mode;
  private final String appId;
  private final Secret appSecret;
  private final Redactor redactor;
  private final Clock clock;

  WeChatTokenSource(
      HttpExchange exchange,
      TokenMode mode,
      String appId,
      Secret appSecret,
      Redactor redactor,
      Clock clock) {
    this.exchange = exchange;
    this.mode = mode;
    this.appId = appId;
    this.appSecret = appSecret;
    this.redactor = redactor;
    this.clock = clock;
  }

  @Override
  public Grant fetch(Duration timeLimit) {
    HttpOutcome outcome = exchange.execute(call(), timeLimit);
    // Whether the request left does not matter here: asking for a token twice harms nobody.
    if (outcome instanceof HttpNotSent notSent) {
      throw new TokenException(notSent.failure());
    }
    if (outcome instanceof HttpMaybeSent maybeSent) {
      throw new TokenException(maybeSent.failure());
    }
    return grant((HttpAnswer) outcome);
  }

  private HttpCall call() {
    return switch (mode) {
      case STABLE ->
          HttpCall.post("/cgi-bin/stable_token")
              .json(Bodies.stableToken(appId, appSecret.reveal()));
      case CLASSIC ->
          HttpCall.get("/cgi-bin/token")
              .query("grant_type", "client_credential")
              .query("appid", appId)
              .secretQuery("secret", appSecret);
    };
  }

  private Grant grant(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      throw new TokenException(unsuccessful(answer));
    }
    Optional<JsonNode> object = Json.parseObject(answer.body());
    if (object.isEmpty()) {
      throw bad(answer.body().length + " bytes that are not one whole JSON object");
    }
    JsonNode reply = object.get();
    // Success comes without errcode here, so a missing one is 0.
    JsonNode errcode = reply.path("errcode");
    if (!errcode.isMissingNode() && !(errcode.isIntegralNumber() && errcode.canConvertToInt())) {
      throw bad("an errcode that is not a whole number");
    }
    if (errcode.asInt(0) != 0) {
      String errmsg = redactor.redact(Json.textAt(reply, "errmsg").orElse(""));
      throw new TokenException(WeChatErrors.failure(Endpoint.TOKEN, errcode.intValue(), errmsg));
    }
    return new Grant(token(reply), lifetime(reply));
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
