package io.notifyjava.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The client of the JDK, which keeps as many connections as it likes. */
final class JdkClient implements Contender {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  JdkClient(String url) {
    this.url = URI.create(url + Texts.PATH + "?access_token=" + Texts.TOKEN);
  }

  @Override
  public boolean send(int recipient) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Texts.body(recipient)))
            .build();
    return Texts.isAccepted(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  @Override
  public void close() {
    // Its threads are daemons; it cannot be closed before Java 21.
  }
}
