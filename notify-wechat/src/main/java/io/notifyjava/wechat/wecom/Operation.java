package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.wechat.internal.ApiRequest;
import io.notifyjava.wechat.internal.Reply;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A call that is no message of an application.
 *
 * @param call makes the call with a token
 * @param personal what may not be repeated from WeCom's texts
 * @param expected tells whether an answer has what it must have
 */
record Operation(
    WeComEndpoint endpoint,
    Function<String, HttpCall> call,
    Predicate<JsonNode> expected,
    Collection<String> personal)
    implements ApiRequest<WeComEndpoint> {

  @Override
  public HttpCall with(String token) {
    return call.apply(token);
  }

  @Override
  public SendResult accepted(Reply.Spoken reply, Instant now) {
    return expected.test(reply.body())
        ? SendResult.accepted(Receipt.of(null, now))
        : SendResult.unknown(new Reply.Garbage("an answer without what WeCom documents").failure());
  }
}
