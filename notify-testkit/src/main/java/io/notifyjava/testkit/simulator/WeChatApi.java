package io.notifyjava.testkit.simulator;

import java.util.Optional;

/**
 * The calls of an official account that the simulator answers.
 *
 * @since 0.1.0
 */
public enum WeChatApi {
  /** {@code GET /cgi-bin/token}: the classic token, replaced by each call. */
  TOKEN("/cgi-bin/token", "GET"),
  /** {@code POST /cgi-bin/stable_token}: the same token while it lives. */
  STABLE_TOKEN("/cgi-bin/stable_token", "POST"),
  /** {@code POST /cgi-bin/message/template/send}: template messages. */
  TEMPLATE("/cgi-bin/message/template/send", "POST"),
  /** {@code POST /cgi-bin/message/custom/send}: customer-service messages. */
  CUSTOMER("/cgi-bin/message/custom/send", "POST");

  private final String path;
  private final String method;

  WeChatApi(String path, String method) {
    this.path = path;
    this.method = method;
  }

  /** The path below the base URL. */
  public String path() {
    return path;
  }

  /** The HTTP method that the platform accepts. */
  public String method() {
    return method;
  }

  /** Whether the call hands out a token. */
  boolean issuesToken() {
    return this == TOKEN || this == STABLE_TOKEN;
  }

  static Optional<WeChatApi> ofPath(String path) {
    for (WeChatApi api : values()) {
      if (api.path.equals(path)) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }
}
