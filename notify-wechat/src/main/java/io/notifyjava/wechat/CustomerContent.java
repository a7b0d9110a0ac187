package io.notifyjava.wechat;

/**
 * What a customer-service message says. Each kind is a type of its own.
 *
 * @since 0.1.0
 */
public sealed interface CustomerContent permits TextContent {

  /** Returns WeChat's word for the kind, such as {@code text}. */
  String msgType();
}
