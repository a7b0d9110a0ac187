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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plain client that signs in by WSSE, and may do so wrongly. */
final class HuaweiSmsClient {

  static final String FORM = "application/x-www-form-urlencoded";
  static final String AUTHORIZATION =
      "WSSE realm=\"SDP\",profile=\"UsernameToken\",type=\"Appkey\"";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HuaweiSmsSimulator simulator;
  private final Clock clock;
  private final AtomicInteger nonces = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HuaweiSmsClient(HuaweiSmsSimulator simulator, Clock clock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  /** The fields of a call that is served. */
  static Map<String, String> fields(String to) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("from", "8824110605");
    fields.put("to", to);
    fields.put("templateId", "1d18a7f4e1b84f6c8fcb546b48b3baea");
    fields.put("templateParas", "[\"123456\"]");
    return fields;
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  JsonNode send(Map<String, String> fields) {
    return send(form(fields));
  }

  JsonNode send(String body) {
    return call("/sms/batchSendSms/v1", FORM, body, AUTHORIZATION, wsse());
  }

  JsonNode sendDifferent(String body) {
    return call(
        "/sms/batchSendDiffSms/v1", "application/json;charset=utf-8", body, AUTHORIZATION, wsse());
  }

  JsonNode call(
      String path,
      String type,
      String body,
      @Nullable String authorization,
      @Nullable String wsse) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (wsse != null) {
      request.header("X-WSSE", wsse);
    }
    try {
      HttpResponse<String> reply =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      return JSON.readTree(reply.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  String created() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  String wsse() {
    String nonce = "nonce" + nonces.incrementAndGet();
    return wsse(simulator.appKey(), digest(nonce, created(), true), nonce, created());
  }

  static String wsse(String key, String digest, String nonce, String created) {
    return "UsernameToken Username=\"%s\",PasswordDigest=\"%s\",Nonce=\"%s\",Created=\"%s\""
        .formatted(key, digest, nonce, created);
  }

  String digest(String nonce, String created, boolean hex) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((nonce + created + simulator.appSecret()).getBytes(UTF_8));
      StringBuilder digits = new StringBuilder();
      for (byte next : hash) {
        digits.append("%02x".formatted(next));
      }
      byte[] shown = hex ? digits.toString().getBytes(UTF_8) : hash;
      return Base64.getEncoder().encodeToString(shown);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
