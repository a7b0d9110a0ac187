package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A plain HTTP client of a WeCom simulator. */
final class WeComClient {

  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
  static final byte[] AMR = "#!AMR\nvoice".getBytes(UTF_8);
  static final byte[] MP4 = "\0\0\0\u0018ftypmp42....".getBytes(UTF_8);

  private final WeComSimulator simulator;
  private final PlainHttp http = new PlainHttp();
  private String token = "";

  WeComClient(WeComSimulator simulator) {
    this.simulator = simulator;
  }

  JsonNode tokenReply(String corpId, String secret) {
    return json(get("/cgi-bin/gettoken?corpid=" + corpId + "&corpsecret=" + secret));
  }

  JsonNode tokenReply() {
    return tokenReply(simulator.corpId(), simulator.application().secret());
  }

  String token() {
    if (token.isEmpty()) {
      token = tokenReply().path("access_token").asText();
    }
    return token;
  }

  /** The same as seen from an application with this token. */
  WeComClient withToken(String value) {
    WeComClient other = new WeComClient(simulator);
    other.token = value;
    return other;
  }

  JsonNode message(String body) {
    return call("message/send", body);
  }

  JsonNode call(String api, String body) {
    return json(post("/cgi-bin/" + api + "?access_token=" + token(), body));
  }

  JsonNode robot(String key, String body) {
    return json(post("/cgi-bin/webhook/send?key=" + key, body));
  }

  JsonNode upload(String type, byte[] content) {
    return json(form("/cgi-bin/media/upload?access_token=" + token() + "&type=" + type, content));
  }

  JsonNode robotUpload(String key, String type, byte[] content) {
    return json(form("/cgi-bin/webhook/upload_media?key=" + key + "&type=" + type, content));
  }

  String mediaId(String type) {
    byte[] content =
        switch (type) {
          case "image" -> PNG;
          case "voice" -> AMR;
          case "video" -> MP4;
          default -> "a file of some length".getBytes(UTF_8);
        };
    return upload(type, content).path("media_id").asText();
  }

  static String body(String toUser, String type, String content) {
    return "{\"touser\":\""
        + toUser
        + "\",\"msgtype\":\""
        + type
        + "\",\"agentid\":1000002,\""
        + type
        + "\":"
        + content
        + "}";
  }

  static String text(String toUser, String content) {
    return body(toUser, "text", "{\"content\":\"" + content + "\"}");
  }

  static String robotBody(String type, String content) {
    return "{\"msgtype\":\"" + type + "\",\"" + type + "\":" + content + "}";
  }

  HttpResponse<String> form(String path, byte[] content) {
    return form(path, "form-data; name=\"media\"; filename=\"a.bin\"", content);
  }

  HttpResponse<String> form(String path, String disposition, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(("--B\r\nContent-Disposition: " + disposition + "\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--B--\r\n".getBytes(UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
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
    return SimClient.json(response);
  }
}
