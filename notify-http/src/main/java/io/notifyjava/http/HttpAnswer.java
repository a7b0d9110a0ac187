package io.notifyjava.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A whole answer of the server, whatever its status: status line, headers, and a body that kept to
 * its own framing.
 *
 * <p>A body with a length or in chunks is complete. One that simply ends with the connection (HTTP
 * has that form too) cannot be told from a cut one: whoever reads it must be able to see its end,
 * as {@link Json#parseObject} does.
 *
 * @param status the status code, 200 to 599 as a rule
 * @param headers the headers
 * @param body the body, decompressed; <b>not copied</b> on the way in or out, so that a large
 *     answer is held once: nobody may change it. Empty if there was none
 * @since 0.1.0
 */
// A record for its pattern; the array is shared on purpose, as said above.
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, HttpHeadersView headers, byte[] body) implements HttpOutcome {

  public HttpAnswer {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /** Tells whether the status is 200 to 299. */
  public boolean isSuccess() {
    return status >= 200 && status <= 299;
  }

  /**
   * Returns the body as text, always decoded as UTF-8. The charset that the server names is
   * ignored: providers name none, a wrong one, or a misspelt one, and send UTF-8. Bytes that are
   * not UTF-8 become U+FFFD.
   */
  public String utf8Text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpAnswer that
        && status == that.status
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, Arrays.hashCode(body));
  }

  /** Shows the status, the names of the headers and the size of the body; no values, no content. */
  @Override
  public String toString() {
    return "HttpAnswer[status=" + status + ", headers=" + headers + ", bytes=" + body.length + "]";
  }
}
