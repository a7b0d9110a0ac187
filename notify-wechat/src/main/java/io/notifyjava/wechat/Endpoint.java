package io.notifyjava.wechat;

/** What was asked of WeChat: the same number means different things to different endpoints. */
enum Endpoint {
  /** Both ways to an access token. */
  TOKEN,
  /** Sending a template message. */
  TEMPLATE_SEND,
  /** Sending a customer-service message. */
  CUSTOM_SEND,
  /** Sending a subscription message of a mini program. */
  SUBSCRIBE_SEND,
  /** Sending a subscription message of a service account. */
  BIZ_SEND,
  /** Sending a one-time subscription message. */
  ONE_TIME_SEND,
  /** Showing that somebody is typing. */
  TYPING,
  /** Uploading media. */
  MEDIA_UPLOAD,
  /** Listing the account's templates. */
  TEMPLATE_LIST
}
