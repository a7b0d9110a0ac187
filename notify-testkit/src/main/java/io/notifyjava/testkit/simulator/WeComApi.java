package io.notifyjava.testkit.simulator;

/**
 * The calls of WeCom that the simulator answers.
 *
 * @since 0.1.0
 */
public enum WeComApi implements SimulatedApi {
  /** {@code GET /cgi-bin/gettoken}: an application's token, the same one while it lives. */
  TOKEN("/cgi-bin/gettoken", "GET"),
  /** {@code POST /cgi-bin/message/send}: application messages. */
  MESSAGE("/cgi-bin/message/send", "POST"),
  /** {@code POST /cgi-bin/message/recall}: takes a message back. */
  RECALL("/cgi-bin/message/recall", "POST"),
  /** {@code POST /cgi-bin/message/update_template_card}: changes a card that was sent. */
  UPDATE_CARD("/cgi-bin/message/update_template_card", "POST"),
  /** {@code POST /cgi-bin/appchat/send}: messages to a group that an application made. */
  GROUP("/cgi-bin/appchat/send", "POST"),
  /** {@code POST /cgi-bin/media/upload}: media for application messages. */
  UPLOAD("/cgi-bin/media/upload", "POST"),
  /** {@code POST /cgi-bin/webhook/send}: messages of a group robot. */
  ROBOT("/cgi-bin/webhook/send", "POST"),
  /** {@code POST /cgi-bin/webhook/upload_media}: media for a group robot's messages. */
  ROBOT_UPLOAD("/cgi-bin/webhook/upload_media", "POST");

  private final String path;
  private final String method;

  WeComApi(String path, String method) {
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
    return this == TOKEN;
  }
}
