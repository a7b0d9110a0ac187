package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A plain HTTP client of a simulator. */
final class SimClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WeChatSimulator simulator;
  private final PlainHttp http = new PlainHttp();

  SimClient(WeChatSimulator simulator) {
    this.simulator = simulator;
  }

  String stableTokenBody(boolean force) {
    return "{\"grant_type\":\"client_credential\",\"appid\":\""
        + simulator.appId()
        + "\",\"secret\":\""
        + simulator.appSecret()
        + "\",\"force_refresh\":"
        + force
        + "}";
  }

  JsonNode stableToken() {
    return json(post("/cgi-bin/stable_token", stableTokenBody(false)));
  }

  JsonNode forcedToken() {
    return json(post("/cgi-bin/stable_token", stableTokenBody(true)));
  }

  JsonNode classicToken() {
    return json(
        get(
            "/cgi-bin/token?grant_type=client_credential&appid="
                + simulator.appId()
                + "&secret="
                + simulator.appSecret()));
  }

  String token() {
    return stableToken().path("access_token").asText();
  }

  JsonNode template(String token, String body) {
    return json(post("/cgi-bin/message/template/send?access_token=" + token, body));
  }

  JsonNode customer(String token, String body) {
    return json(post("/cgi-bin/message/custom/send?access_token=" + token, body));
  }

  JsonNode text(String token, String openId, String text) {
    return customer(token, textBody(openId, text));
  }

  static String textBody(String openId, String text) {
    return "{\"touser\":\""
        + openId
        + "\",\"msgtype\":\"text\",\"text\":{\"content\":\""
        + text
        + "\"}}";
  }

  static String templateBody(String openId, String more) {
    return "{\"touser\":\""
        + openId
        + "\",\"template_id\":\"T1\",\"data\":{\"thing1\":{\"value\":\"吃饭\"}}"
        + more
        + "}";
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
