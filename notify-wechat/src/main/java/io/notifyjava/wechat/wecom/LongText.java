package io.notifyjava.wechat.wecom;

/**
 * What becomes of a text that is longer than WeCom shows. WeCom cuts such texts and says nothing:
 * the text of a message behind 2,048 bytes, titles behind 128, descriptions behind 512.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/90236">Send application
 *     message</a>
 * @since 0.1.0
 */
public enum LongText {
  /** The message is rejected before any call. The default. */
  REFUSE,
  /** The end is left out before sending, never in the middle of a character. */
  CUT,
  /** It is sent as it is, and WeCom cuts it. */
  SEND
}
