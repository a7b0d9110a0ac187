package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

  private static final byte[] BODY =
      "{\"access_token\":\"c4n4ry\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void description_showsNoContentAndNoHeaderValues() {
    HttpAnswer answer = new HttpAnswer(200, HttpHeadersView.of("Set-Cookie", "c4n4ry"), BODY);

    assertThat(answer).hasToString("HttpAnswer[status=200, headers=[Set-Cookie], bytes=25]");
  }

  @Test
  void headers_areFoundWhateverTheirCase() {
    HttpHeadersView headers = HttpHeadersView.of("X-A", "1", "x-a", "2", "X-B", "3");

    assertThat(headers.first("x-A")).contains("1");
    assertThat(headers.all("X-a")).containsExactly("1", "2");
    assertThat(headers.first("X-C")).isEmpty();
    assertThat(headers.all("X-C")).isEmpty();
    assertThat(headers.names()).contains("X-B");
  }

  @Test
  void answers_areEqualByContent() {
    HttpAnswer answer = new HttpAnswer(200, HttpHeadersView.of(), BODY);

    assertThat(answer)
        .isEqualTo(new HttpAnswer(200, HttpHeadersView.of(), BODY.clone()))
        .hasSameHashCodeAs(new HttpAnswer(200, HttpHeadersView.of(), BODY.clone()))
        .isNotEqualTo(new HttpAnswer(201, HttpHeadersView.of(), BODY))
        .isNotEqualTo(new HttpAnswer(200, HttpHeadersView.of("A", "b"), BODY));
  }

  @Test
  void text_isUtf8WithReplacementsForAnythingElse() {
    assertThat(new HttpAnswer(200, HttpHeadersView.of(), new byte[] {(byte) 0xFF, 'a'}).utf8Text())
        .isEqualTo("\uFFFDa");
  }
}
