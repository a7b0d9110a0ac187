package io.notifyjava.wechat;

import org.jspecify.annotations.Nullable;

/**
 * A page of a mini program that opens when a template message is tapped.
 *
 * @param appId of a mini program that is bound to the sending account; anything else is refused by
 *     WeChat with 40013
 * @param pagePath the page, with its query if it has one, such as {@code pages/order?id=1}; null
 *     for the first page. An unpublished page is refused with 40165.
 * @see <a
 *     href="https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage">Send
 *     template message</a>
 * @since 0.1.0
 */
public record MiniProgram(String appId, @Nullable String pagePath) {

  public MiniProgram {
    Parts.appId("miniProgram.appId", appId);
    Parts.optional(Parts::page, "miniProgram.pagePath", pagePath);
  }

  @Override
  public String toString() {
    return "MiniProgram[appId=" + appId + "]";
  }
}
