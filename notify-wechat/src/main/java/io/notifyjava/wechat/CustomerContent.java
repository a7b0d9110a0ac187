package io.notifyjava.wechat;

/**
 * What a customer-service message says. Each kind is a type of its own.
 *
 * @see <a
 *     href="https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage">Send
 *     customer message</a>
 * @since 0.1.0
 */
public sealed interface CustomerContent
    permits TextContent,
        ImageContent,
        VoiceContent,
        VideoContent,
        MusicContent,
        NewsContent,
        MpNewsContent,
        MpNewsArticleContent,
        MenuContent,
        CardContent,
        MiniProgramPageContent,
        LinkContent {

  /** Returns WeChat's word for the kind, such as {@code text}. */
  String msgType();
}
