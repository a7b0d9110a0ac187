package io.notifyjava.wechat.internal;

import io.notifyjava.http.HttpCall;
import io.notifyjava.result.SendResult;
import java.time.Instant;
import java.util.Collection;

/**
 * One call to a platform, whatever the token, and what its success means.
 *
 * @param <E> the platform's endpoints
 */
public interface ApiRequest<E extends Enum<E>> {

  /** Returns what is called. */
  E endpoint();

  /**
   * Returns the call with this access token, the same bytes whenever it is asked.
   *
   * @param token empty for calls that need none
   */
  HttpCall with(String token);

  /** Returns what the platform may echo and nobody may repeat: names, numbers. */
  Collection<String> personal();

  /** Tells whether an earlier call with this very message ended unknown. */
  default boolean resend() {
    return false;
  }

  /** Tells whether the endpoint leaves errcode out when it succeeds. */
  default boolean mayOmitErrcode() {
    return false;
  }

  /**
   * Says what an answer with errcode 0 means. An answer that is not what is documented is an
   * unknown outcome; see {@link Reply.Garbage#failure()}.
   *
   * @param reply its body
   * @param now when it was read
   */
  SendResult accepted(Reply.Spoken reply, Instant now);
}
