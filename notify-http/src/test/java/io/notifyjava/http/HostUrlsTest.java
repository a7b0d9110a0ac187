package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static HttpCall call(String path, String token) {
    return HttpCall.post(path).secretQuery("token", token);
  }
}
