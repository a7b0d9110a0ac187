package io.notifyjava.wechat;

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
import io.notifyjava.token.AccessToken;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Makes single calls to the send endpoints and says what each answer means. */
final class WeChatCalls {

  /** Refusals that may come before WeChat has looked at the token, and so say nothing of it. */
  private static final Set<FailureReason> SILENT_ABOUT_TOKEN =
      EnumSet.of(
          FailureReason.AUTHENTICATION,
          FailureReason.UNAVAILABLE,
          FailureReason.PROTOCOL,
          FailureReason.INTERNAL);

  private final HttpExchange exchange;
  private final Redactor redactor;
  private final Clock clock;

  WeChatCalls(HttpExchange exchange, Redactor redactor, Clock clock) {
    this.exchange = exchange;
    this.redactor = redactor;
    this.clock = clock;
  }

  /** What one call told about the token that it was made with. */
  enum TokenNews {
    PROVEN,
    REFUSED,
    NONE
  }

  /** What came of one call. */
  record Called(SendResult result, TokenNews token) {}

  /** Makes one call. */
  Called call(SendRequest request, AccessToken token, Duration timeLimit) {
    HttpOutcome outcome = exchange.execute(request.with(token.value()), timeLimit);
    if (outcome instanceof HttpNotSent notSent) {
      return news(SendResult.rejected(notSent.failure()));
    }
    if (outcome instanceof HttpMaybeSent maybeSent) {
      return news(SendResult.unknown(maybeSent.failure()));
    }
    HttpAnswer answer = (HttpAnswer) outcome;
    if (!answer.isSuccess()) {
      return news(HttpStatus.unsuccessful(answer, clock));
    }
    Reply reply = Reply.read(request.endpoint(), answer);
    if (reply instanceof Reply.Garbage garbage) {
      return news(SendResult.unknown(garbage.failure()));
    }
    return spoken(request, (Reply.Spoken) reply, token);
  }

  private Called spoken(SendRequest request, Reply.Spoken reply, AccessToken token) {
    if (reply.code() == 0) {
      Receipt receipt = Receipt.of(reply.messageId(), clock.instant());
      return new Called(SendResult.accepted(receipt), TokenNews.PROVEN);
    }
    ErrorRule rule = WeChatErrors.rule(request.endpoint(), reply.code());
    Failure failure =
        WeChatErrors.failure(
            request.endpoint(), reply.code(), redacted(reply.errmsg(), request, token));
    return new Called(result(rule, failure, request), news(rule));
  }

  private SendResult result(ErrorRule rule, Failure failure, SendRequest request) {
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

  private static Called news(SendResult result) {
    return new Called(result, TokenNews.NONE);
  }

  /** WeChat's texts echo what it was sent at times: neither token nor open id may go on. */
  private String redacted(String errmsg, SendRequest request, AccessToken token) {
    return redactor.redact(errmsg.replace(request.openId(), Masking.MASK), token.value());
  }
}
