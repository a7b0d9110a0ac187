package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A plain HTTP client of a Xuanwu simulator; its passwords and headers are those of vector D.8. */
final class XuanwuSmsClient {

  static final Charset GBK = Charset.forName("GBK");

  /** Vector D.8: account {@code demo@corp}, password {@code 123456}. */
  static final String ACCOUNT = "demo@corp";

  static final String PASSWORD = "123456";
  static final String DIGEST = "e10adc3949ba59abbe56e057f20f883e";
  static final String AUTHORIZATION = "ZGVtb0Bjb3JwOmUxMGFkYzM5NDliYTU5YWJiZTU2ZTA1N2YyMGY4ODNl";

  private final XuanwuSmsSimulator simulator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  XuanwuSmsClient(XuanwuSmsSimulator simulator) {
    this.simulator = simulator;
  }

  /** What a good call to cgi-bin holds, in its order. */
  static Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("username", ACCOUNT);
    all.put("password", DIGEST);
    all.put("to", "13800138000");
    all.put("text", "您的验证码是123456 a+b");
    all.put("subid", "");
    all.put("msgtype", "1");
    all.put("encode", "0");
    all.put("version", "1.0");
    return all;
  }

  String cgi(Map<String, String> parameters) {
    return cgi(query(parameters, GBK));
  }

  String cgi(String query) {
    return send(request("/cgi-bin/sendsms?" + query).GET());
  }

  String cgiForm(Map<String, String> parameters) {
    return send(
        request("/cgi-bin/sendsms")
            .header("Content-Type", "application/x-www-form-urlencoded;charset=gbk")
            .POST(BodyPublishers.ofString(query(parameters, GBK))));
  }

  static String query(Map<String, String> parameters, Charset charset) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, charset)));
    return query.toString();
  }

  String mass(String items) {
    return mos(
        XuanwuSmsApi.MASS,
        "{\"items\":[" + items + "],\"content\":\"您的验证码是123456\",\"msgType\":\"sms\"}");
  }

  static String item(String number) {
    return "{\"to\":\"" + number + "\",\"customMsgID\":\"m-1\"}";
  }

  String mos(XuanwuSmsApi api, String body) {
    return mos(api, body, AUTHORIZATION);
  }

  String mos(XuanwuSmsApi api, String body, String authorization) {
    return send(
        request(api.path())
            .header("Content-Type", "application/json;charset=utf-8")
            .header("Accept", "application/json")
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
        .timeout(Duration.ofSeconds(20));
  }

  String send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8)).body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
