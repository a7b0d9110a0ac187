package io.notifyjava.testkit.simulator;

/**
 * The calls of an official account that the simulator answers.
 *
 * @since 0.1.0
 */
public enum WeChatApi implements SimulatedApi {
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

  @Override
  public String path() {
    return path;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public boolean issuesToken() {
    return this == TOKEN || this == STABLE_TOKEN;
  }
}
