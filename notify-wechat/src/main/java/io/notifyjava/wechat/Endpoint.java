package io.notifyjava.wechat;

/** What was asked of WeChat: the same number means different things to different endpoints. */
enum Endpoint {
  /** Both ways to an access token. */
  TOKEN("token"),
  /** Sending a template message. */
  TEMPLATE_SEND("/cgi-bin/message/template/send"),
  /** Sending a customer-service message. */
  CUSTOM_SEND("/cgi-bin/message/custom/send");

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }
}
