package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.wechat.internal.ApiRequest;
import io.notifyjava.wechat.internal.Reply;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * A call that sends no message.
 *
 * @param call without its token
 * @param mayOmitErrcode whether the endpoint leaves errcode out when it succeeds
 * @param personal what WeChat may echo and nobody may repeat
 * @param flaw says what is wrong with an answer that claims success; empty if nothing is
 */
record Operation(
    Endpoint endpoint,
    HttpCall call,
    boolean mayOmitErrcode,
    Collection<String> personal,
    Function<JsonNode, Optional<String>> flaw)
    implements ApiRequest<Endpoint> {

  @Override
  public HttpCall with(String token) {
    return call.secretQuery("access_token", token);
  }

  @Override
  public SendResult accepted(Reply.Spoken reply, Instant now) {
    Optional<String> found = flaw.apply(reply.body());
    return found.isPresent()
        ? SendResult.unknown(new Reply.Garbage(found.get()).failure())
        : SendResult.accepted(Receipt.of(null, now));
  }
}
