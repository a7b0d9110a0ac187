package io.notifyjava.wechat.wecom;

import io.notifyjava.http.HttpCall;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.wechat.internal.ApiRequest;
import io.notifyjava.wechat.internal.Reply;
import java.time.Instant;
import java.util.Collection;

/**
 * One message, or several that share a call, on the way to WeCom.
 *
 * @param body the same bytes whenever it is sent
 * @param resend whether an earlier call with this very message ended unknown
 * @param isShared whether the caller looks for each message's fate in the answer itself
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it lives for one call.
record SendRequest(WeComAudience audience, byte[] body, boolean resend, boolean isShared)
    implements ApiRequest<WeComEndpoint> {

  /** Several messages: that WeCom took the call says nothing yet of any of them. */
  static SendRequest shared(WeComAudience audience, byte[] body) {
    return new SendRequest(audience, body, false, true);
  }

  @Override
  public WeComEndpoint endpoint() {
    return WeComEndpoint.SEND;
  }

  @Override
  public HttpCall with(String token) {
    return HttpCall.post(WeComEndpoint.SEND.path()).secretQuery("access_token", token).json(body);
  }

  @Override
  public Collection<String> personal() {
    return audience.personal();
  }

  @Override
  public SendResult accepted(Reply.Spoken reply, Instant now) {
    return Answer.read(reply.body())
        .map(
            answer ->
                isShared
                    ? SendResult.accepted(Receipt.of(answer.msgid(), now))
                    : Verdicts.of(audience, answer, now))
        .orElseGet(
            () ->
                SendResult.unknown(
                    new Reply.Garbage("ids or names in a form that WeCom does not document")
                        .failure()));
  }
}
