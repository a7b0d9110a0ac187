package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A client that signs as the documentation says, or as the test spoils it. */
final class AliyunSmsClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AliyunSmsSimulator simulator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  String timestamp;
  String keyId;
  String secret;

  AliyunSmsClient(AliyunSmsSimulator simulator, String timestamp) {
    this.simulator = simulator;
    this.timestamp = timestamp;
    this.keyId = simulator.accessKeyId();
    this.secret = simulator.accessKeySecret();
  }

  /** What came back. */
  record Answer(int status, JsonNode body) {
    String code() {
      return body.path("Code").asText();
    }
  }

  /** Sends one short message, with these parameters added, or left out where they are empty. */
  Answer send(String... more) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("PhoneNumbers", "13800138000");
    parameters.put("SignName", "衣云");
    parameters.put("TemplateCode", "SMS_1");
    return v1("SendSms", parameters, more);
  }

  Answer v1(String action, Map<String, String> own, String... more) {
    TreeMap<String, String> parameters = new TreeMap<>(own);
    parameters.put("Action", action);
    parameters.put("AccessKeyId", keyId);
    parameters.put("Format", "JSON");
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureNonce", UUID.randomUUID().toString());
    parameters.put("SignatureVersion", "1.0");
    parameters.put("Timestamp", timestamp);
    parameters.put("Version", "2017-05-25");
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1].isEmpty()) {
        parameters.remove(more[i]);
      } else {
        parameters.put(more[i], more[i + 1]);
      }
    }
    String text = AliyunSmsSignatures.stringToSign("POST", parameters);
    parameters.putIfAbsent("Signature", AliyunSmsSignatures.v1(text, secret));
    return post(form(parameters), Map.of());
  }

  /** The headers of a call that is signed by V3, for a test to spoil. */
  Map<String, String> v3(String action, String body) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put("host", simulator.baseUrl().getAuthority());
    headers.put("x-acs-action", action);
    headers.put("x-acs-version", "2017-05-25");
    headers.put("x-acs-date", timestamp);
    headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());
    headers.put("x-acs-content-sha256", AliyunSmsSignatures.sha256(body.getBytes(UTF_8)));
    String canonical =
        AliyunSmsSignatures.canonical(
            "POST", new TreeMap<>(), headers, headers.get("x-acs-content-sha256"));
    headers.put(
        "authorization",
        "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s"
            .formatted(
                keyId,
                String.join(";", headers.keySet()),
                AliyunSmsSignatures.v3(canonical, secret)));
    headers.remove("host");
    return headers;
  }

  Answer post(String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    Map<String, String> all = new TreeMap<>(headers);
    all.putIfAbsent("content-type", "application/x-www-form-urlencoded");
    all.forEach(request::header);
    return answer(request.build());
  }

  Answer answer(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
