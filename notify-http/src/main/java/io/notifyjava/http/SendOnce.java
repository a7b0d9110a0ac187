package io.notifyjava.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The last gate before the network: lets each call through once.
 *
 * <p>OkHttp repeats a bodyless request when an answer says {@code 503} with {@code Retry-After: 0},
 * and no setting stops it (5.5.1, RetryAndFollowUpInterceptor); it even fails with a
 * NumberFormatException on a {@code Retry-After} of more digits than an int holds. So the header is
 * taken out of its sight and kept for the answer. An interceptor of the caller's own client that
 * repeats requests is stopped with an exception: what left once must not leave again.
 */
final class SendOnce implements Interceptor {

  private static final int UNAVAILABLE = 503;

  @Override
  public Response intercept(Chain chain) throws IOException {
    CallTrace trace = chain.call().tag(CallTrace.class);
    if (trace == null) {
      return chain.proceed(chain.request());
    }
    if (!trace.goesOnTheWireFirst()) {
      throw new RepeatRefusedException();
    }
    Response response = chain.proceed(chain.request());
    if (response.code() == UNAVAILABLE && response.header("Retry-After") != null) {
      trace.answeredWith(response.headers());
      return response.newBuilder().removeHeader("Retry-After").build();
    }
    return response;
  }

  /** A second sending within one call. */
  static final class RepeatRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RepeatRefusedException() {
      super("The request went out once already");
    }
  }
}
