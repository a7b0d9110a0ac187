package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class HostUrlsTest {

  private final HostUrls urls = new HostUrls(HttpUrl.get("https://api.example.com/base/"));

  @Test
  void sameCall_hasTheSameUrlWhateverItsBody() {
    HttpUrl first = urls.of(call("/send", "one").json(new byte[] {'1'}));
    HttpUrl second = urls.of(call("/send", "one").json(new byte[] {'2'}));

    assertThat(first).isSameAs(second).hasToString("https://api.example.com/base/send?token=one");
  }

  @Test
  void anotherQuery_isNotAnsweredWithTheUrlBefore() {
    urls.of(call("/send", "one"));

    assertThat(urls.of(call("/send", "two")))
        .hasToString("https://api.example.com/base/send?token=two");
    assertThat(urls.of(HttpCall.post("/send"))).hasToString("https://api.example.com/base/send");
    assertThat(urls.of(HttpCall.post("/send").query("nekot", "two")))
        .hasToString("https://api.example.com/base/send?nekot=two");
  }

  @Test
  void pathsThatShareAPlace_keepTheirOwnUrls() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        assertThat(urls.of(call("/send" + i, "one")))
            .hasToString("https://api.example.com/base/send" + i + "?token=one");
      }
    }
  }

  @Test
  void valueInAnotherCharset_isEscapedInThatCharset() {
    HttpCall call =
        HttpCall.get("/send").secretQuery("text", "【测试】 a+b&c=100%", Charset.forName("GBK"));

    assertThat(urls.of(call))
        .hasToString(
            "https://api.example.com/base/send?text=%A1%BE%B2%E2%CA%D4%A1%BF+a%2Bb%26c%3D100%25");
    assertThat(call.describe()).isEqualTo("GET /send?text=***");
  }

  @Test
  void valueThatTheCharsetLacks_isRefusedAndNotRepeated() {
    Charset gbk = Charset.forName("GBK");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpCall.get("/send").secretQuery("text", "private \uD83D\uDE00", gbk))
        .withMessage("The value of query parameter text holds characters that GBK lacks");
  }

  private static HttpCall call(String path, String token) {
    return HttpCall.post(path).secretQuery("token", token);
  }
}
