package io.notifyjava.wechat;

/** What was asked of WeChat: the same number means different things to different endpoints. */
enum Endpoint {
  /** Both ways to an access token. */
  TOKEN,
  /** Sending a template message. */
  TEMPLATE_SEND,
  /** Sending a customer-service message. */
  CUSTOM_SEND
}
