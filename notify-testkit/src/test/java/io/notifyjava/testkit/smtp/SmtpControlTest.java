package io.notifyjava.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How another process steers the simulator. */
class SmtpControlTest {

  private final SmtpSimulator smtp = SmtpSimulator.builder().controlEndpoints(true).start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    smtp.close();
  }

  private String call(String method, String path) throws Exception {
    URI uri = URI.create(smtp.controlUrl().orElseThrow() + "/_sim/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String send() throws IOException {
    try (RawClient client = RawClient.withEnvelope(smtp, "")) {
      return client.data("Subject: steered\r\n");
    }
  }

  @Test
  void countsAndMails_areTold() throws Exception {
    assertThat(call("GET", "last-mail")).isEqualTo("there was no mail among the last ones\n");
    send();
    assertThat(call("GET", "counts"))
        .contains("\"mails\":1", "\"duplicates\":0", "\"connections\":1", "\"MAIL\":1");
    assertThat(call("GET", "last-mail")).isEqualTo("Subject: steered\r\n\r\n");
    assertThat(call("GET", "authority")).startsWith("-----BEGIN CERTIFICATE-----\n");
    call("POST", "reset");
    assertThat(smtp.counts().mails()).isZero();
  }

  @Test
  void answersAndFaults_areArranged() throws Exception {
    call("POST", "answer?stage=end&code=451&text=4.3.0+later&to=b@example.test&next=1");
    assertThat(send()).isEqualTo("451 4.3.0 later");
    call("POST", "fault?stage=end&fault=close&kept=true&next=1");
    assertThat(send()).isEmpty();
    assertThat(smtp.counts().mails()).isEqualTo(1);
    call("POST", "fault?stage=end&fault=close");
    call("POST", "clear-rules");
    assertThat(send()).startsWith("250");
  }

  @Test
  void wrongOrders_areTold() throws Exception {
    assertThat(call("POST", "answer?stage=tea&code=451"))
        .startsWith("expected one of banner, ehlo, ")
        .endsWith("but was tea\n");
    assertThat(call("POST", "answer?stage=end&code=x&text=t"))
        .isEqualTo("code needs a number, but was \"x\"\n");
    assertThat(call("POST", "answer?stage=end&code=99&text=t")).contains("200 and 599");
    assertThat(call("POST", "fault?stage=end&fault=drip")).contains("needs a script in the JVM");
    assertThat(call("GET", "tea")).startsWith("expected one of these:\nGET  /_sim/ ");
  }
}
