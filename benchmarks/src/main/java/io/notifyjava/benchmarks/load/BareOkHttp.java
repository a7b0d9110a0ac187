package io.notifyjava.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

  private final OkHttpClient client;
  private final HttpUrl url;

  BareOkHttp(String url, int inFlight) {
    this.client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES))
            .build();
    this.url = HttpUrl.get(url + Texts.PATH + "?access_token=" + Texts.TOKEN);
  }

  @Override
  public boolean send(int recipient) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(Texts.body(recipient), JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      return Texts.isAccepted(response.body().bytes());
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
