package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

import io.notifyjava.message.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {

  private static final String CANARY = "c4n4ry-7f3a9b";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "token",
        "https://evil.test/token",
        "/token?access_token=x",
        "/token#x",
        "/a/../b",
        "/a/..",
        "/./a",
        "/a b",
        "/a%2e%2e/b",
        "/ä",
        "/a\\b",
        "/a\r\nHost: evil"
      })
  void path_thatIsNotPlain_isRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get(path))
        .withMessageStartingWith("path must begin with a slash and hold only unescaped RFC 3986");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANARY + "\r\nX-Evil: 1",
        CANARY + "\n",
        "\r" + CANARY,
        CANARY + "\0",
        "用户" + CANARY,
        CANARY + "é",
        CANARY + "\u007f",
        CANARY + "\ud83d\ude00"
      })
  void headerValue_thatCannotStandInAHeader_isRefusedWithoutRepeatingIt(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get("/x").header("X-WSSE", value))
        .withMessage(
            "The value of header X-WSSE must hold only visible ASCII characters, spaces and tabs;"
                + " encode anything else first")
        .withNoCause();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get("/x").secretHeader("X-WSSE", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Y", "X:Y", "X\r\nY", "用户"})
  void headerName_thatIsNoToken_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpCall.get("/x").header(name, "v"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Accept-Encoding",
        "EXPECT",
        "Content-Type"
      })
  void header_thatTheExchangeSets_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get("/x").header(name, "v"))
        .withMessage("Header " + name + " is set by the exchange; leave it out");
  }

  @Test
  void description_showsPlainParametersAndMasksSecretOnes() {
    HttpCall call =
        HttpCall.post("/cgi-bin/send")
            .query("lang", "zh_CN")
            .secretQuery("access_token", CANARY)
            .secretQuery("openid", Secret.of(CANARY))
            .query("forged", "1\r\n2026-01-01 ERROR all is lost")
            .secretHeader("Authorization", Secret.of("Bearer " + CANARY))
            .json(CANARY.getBytes(StandardCharsets.UTF_8));

    assertThat(call.describe())
        .isEqualTo(
            "POST /cgi-bin/send?lang=zh_CN&access_token=***&openid=***"
                + "&forged=1%0D%0A2026-01-01+ERROR+all+is+lost")
        .isEqualTo(call.toString());
    assertThat(call.headers().toString() + call.query()).doesNotContain(CANARY);
  }

  @Test
  void call_isNotChangedByWhatIsMadeOfIt() {
    HttpCall plain = HttpCall.post("/send");
    plain.query("a", "b").header("X-Y", "z").json(new byte[] {1});

    assertThat(plain.describe()).isEqualTo("POST /send");
    assertThat(plain.headers()).isEmpty();
    assertThat(plain.body()).isEmpty();
  }

  @Test
  void contradictions_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> HttpCall.get("/x").json(new byte[0]))
        .withMessage("A GET has no body; use HttpCall.post");
    assertThatIllegalStateException()
        .isThrownBy(() -> HttpCall.post("/x").json(new byte[0]).form(Map.of()))
        .withMessageStartingWith("The call already has a body of type application/json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.post("/x").body(new byte[0], "text/plain\r\nX: y"))
        .withMessage("contentType must be a media type such as text/plain; charset=utf-8");
    assertThatIllegalArgumentException().isThrownBy(() -> HttpCall.get("/x").query("", "v"));
    assertThatNullPointerException()
        .isThrownBy(() -> HttpCall.get("/x").query("openid", null))
        .withMessage("openid");
    assertThatNullPointerException().isThrownBy(() -> HttpCall.get(null)).withMessage("path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a&to=evil",
        "%26",
        "+",
        ";",
        "a=b",
        "#",
        "?",
        "/../",
        "'\"<>",
        "发送😀",
        "\r\n"
      })
  void parameters_arriveAsTheyWere(String value) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().build());
      try (HttpExchange exchange =
          HttpExchange.builder()
              .baseUrl(server.url("/gateway/").toString())
              .allowPlainHttp(true)
              .build()) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("first", value);
        fields.put(value + "!", "second");
        exchange.execute(
            HttpCall.post("/a/b").query("plain", value).secretQuery("secret", value).form(fields),
            Duration.ofSeconds(5));
      }
      RecordedRequest seen = server.takeRequest();

      assertThat(seen.getUrl().encodedPath()).isEqualTo("/gateway/a/b");
      assertThat(seen.getUrl().querySize()).isEqualTo(2);
      assertThat(seen.getUrl().queryParameter("plain")).isEqualTo(value);
      assertThat(seen.getUrl().queryParameter("secret")).isEqualTo(value);
      assertThat(seen.getHeaders().get("Content-Type"))
          .isEqualTo("application/x-www-form-urlencoded");
      String[] form = seen.getBody().utf8().split("&");
      assertThat(form).hasSize(2);
      assertThat(decode(form[0])).isEqualTo("first=" + value);
      assertThat(decode(form[1])).isEqualTo(value + "!=second");
    }
  }

  @Test
  void jsonBody_goesOutByteForByte() throws Exception {
    byte[] json = "{\"text\":\"您好😀\"}".getBytes(StandardCharsets.UTF_8);
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().build());
      try (HttpExchange exchange =
          HttpExchange.builder().baseUrl(server.url("/").toString()).allowPlainHttp(true).build()) {
        exchange.execute(
            HttpCall.post("/send").header("X-Trace", "").json(json), Duration.ofSeconds(5));
      }
      RecordedRequest seen = server.takeRequest();

      assertThat(seen.getBody().toByteArray()).isEqualTo(json);
      assertThat(seen.getHeaders().get("Content-Type"))
          .isEqualTo("application/json; charset=utf-8");
      assertThat(seen.getHeaders().get("Content-Length")).isEqualTo("" + json.length);
      assertThat(seen.getHeaders().get("X-Trace")).isEmpty();
      assertThat(seen.getHeaders().get("Content-Encoding")).isNull();
    }
  }

  private static String decode(String encoded) {
    return java.net.URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  @Test
  void secretHeaders_areAddedInOrderAndCheckedLikeOne() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-b", "2");
    headers.put("x-a", "1");

    HttpCall call = HttpCall.post("/x").header("x-0", "0").secretHeaders(headers);

    assertThat(call.headers())
        .extracting(RequestHeader::name, RequestHeader::value)
        .containsExactly(tuple("x-0", "0"), tuple("x-b", "2"), tuple("x-a", "1"));
    assertThat(call.toString()).doesNotContain("x-a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get("/x").secretHeaders(Map.of("X-WSSE", CANARY + "\n")))
        .withMessageContaining("X-WSSE")
        .withMessageNotContaining(CANARY);
  }

  @Test
  void headerName_mayHoldEveryMarkOfAToken() {
    assertThat(HttpCall.get("/x").header("!#$%&'*+-.^_`|~aZ09", "1").headers()).hasSize(1);
  }

  @Test
  void headerName_hasAtMost100Characters() {
    assertThat(HttpCall.get("/x").header("a".repeat(100), "1").headers()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get("/x").header("a".repeat(101), "1"))
        .withMessageStartingWith("A header's name must be 1 to 100 letters");
  }
}
