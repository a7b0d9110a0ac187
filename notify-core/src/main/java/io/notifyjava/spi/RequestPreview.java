package io.notifyjava.spi;

import java.util.Map;
import java.util.Objects;

/**
 * The request that a provider would make, with secrets masked, for {@code explain}.
 *
 * @param method such as {@code POST}
 * @param target the address, without secrets
 * @param headers without secrets
 * @param body the body exactly as it would be sent; holds the message's content
 * @since 0.1.0
 */
public record RequestPreview(
    String method, String target, Map<String, String> headers, String body) {

  public RequestPreview {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(target, "target");
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body, "body");
  }
}
