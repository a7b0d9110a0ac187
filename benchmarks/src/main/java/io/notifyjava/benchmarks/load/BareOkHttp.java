package io.notifyjava.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp as it is, with a pool that is large enough; the URL is parsed once. */
final class BareOkHttp implements Contender {

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

  private final OkHttpClient client;
  private final HttpUrl url;
  private final MediaType type;
  private final IntFunction<byte[]> bodies;
  private final Acceptance acceptance;

  private BareOkHttp(
      String url, MediaType type, IntFunction<byte[]> bodies, Acceptance acceptance, int inFlight) {
    this.client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES))
            .build();
    this.url = HttpUrl.get(url);
    this.type = type;
    this.bodies = bodies;
    this.acceptance = acceptance;
  }

  static BareOkHttp weChat(String url, int inFlight) {
    return new BareOkHttp(
        url + Texts.PATH + "?access_token=" + Texts.TOKEN,
        JSON,
        Texts::body,
        Texts::isAccepted,
        inFlight);
  }

  /** Signs nothing: it is the floor under those who do. */
  static BareOkHttp aliyun(String url, int inFlight) {
    return new BareOkHttp(
        url + "/",
        FORM,
        computed(SmsTexts::aliyunForm),
        answer -> startsWith(answer, "{\"Code\":\"OK\""),
        inFlight);
  }

  /** Signs nothing either. */
  static BareOkHttp huawei(String url, int inFlight) {
    return new BareOkHttp(
        url + SmsTexts.HUAWEI_PATH,
        FORM,
        computed(SmsTexts::huaweiForm),
        answer -> startsWith(answer, "{\"result\":["),
        inFlight);
  }

  private static IntFunction<byte[]> computed(IntFunction<byte[]> bodies) {
    byte[][] all = new byte[Texts.RECIPIENTS][];
    Arrays.setAll(all, bodies);
    return recipient -> all[recipient & (Texts.RECIPIENTS - 1)];
  }

  private static boolean startsWith(byte[] answer, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    return answer.length >= wanted.length
        && Arrays.equals(answer, 0, wanted.length, wanted, 0, wanted.length);
  }

  @Override
  public boolean send(int recipient) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(bodies.apply(recipient), type))
            .build();
    try (Response response = client.newCall(request).execute()) {
      return acceptance.isIn(response.body().bytes());
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  /** Tells from an answer, in the cheapest way there is, whether the message was taken. */
  private interface Acceptance {
    boolean isIn(byte[] answer);
  }
}
