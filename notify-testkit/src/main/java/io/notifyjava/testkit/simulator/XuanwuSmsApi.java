package io.notifyjava.testkit.simulator;

/**
 * The calls of Xuanwu that the simulator answers.
 *
 * @since 0.1.0
 */
public enum XuanwuSmsApi implements SimulatedApi {
  /** {@code POST /api/v1.0.0/message/mass/send}: MOS REST, one text for many numbers. */
  MASS("/api/v1.0.0/message/mass/send", "POST"),
  /** {@code POST /api/v1.0.0/message/group/send}: MOS REST, a text for each number. */
  GROUP("/api/v1.0.0/message/group/send", "POST"),
  /** {@code GET} or {@code POST /cgi-bin/sendsms}: the older interface. */
  CGI("/cgi-bin/sendsms", "GET");

  private final String path;
  private final String method;

  XuanwuSmsApi(String path, String method) {
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
    return false;
  }
}
