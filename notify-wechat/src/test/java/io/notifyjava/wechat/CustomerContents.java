package io.notifyjava.wechat;

import java.util.List;

/**
 * One content of every kind, and the request that WeChat's page "Send customer message" shows for
 * it.
 *
 * @param json the object that is named after the msgtype, byte for byte
 */
record CustomerContents(CustomerContent content, String json) {

  private static final Media M = Media.of("M");
  private static final Media T = Media.of("T");

  static List<CustomerContents> all() {
    return List.of(
        of(
            new TextContent("hi <a href=\"https://e.com\">x</a>"),
            "{\"content\":\"hi <a href=\\\"https://e.com\\\">x</a>\"}"),
        of(new ImageContent(M), "{\"media_id\":\"M\"}"),
        of(new VoiceContent(M), "{\"media_id\":\"M\"}"),
        of(
            new VideoContent(M, T, "t", "d"),
            "{\"media_id\":\"M\",\"thumb_media_id\":\"T\",\"title\":\"t\",\"description\":\"d\"}"),
        of(
            new MusicContent("t", "d", "https://e.com/?a=1&b=<2>", "https://e.com/hq", T),
            "{\"title\":\"t\",\"description\":\"d\",\"musicurl\":\"https://e.com/?a=1&b=<2>\","
                + "\"hqmusicurl\":\"https://e.com/hq\",\"thumb_media_id\":\"T\"}"),
        of(
            new NewsContent("t", "d", "https://e.com/n?a=1&b=2", "https://e.com/p"),
            "{\"articles\":[{\"title\":\"t\",\"description\":\"d\","
                + "\"url\":\"https://e.com/n?a=1&b=2\",\"picurl\":\"https://e.com/p\"}]}"),
        of(new MpNewsContent(M), "{\"media_id\":\"M\"}"),
        of(new MpNewsArticleContent("A"), "{\"article_id\":\"A\"}"),
        of(
            MenuContent.of("h", "101", "yes").and("102", "no").withTail("t"),
            "{\"head_content\":\"h\",\"list\":[{\"id\":\"101\",\"content\":\"yes\"},"
                + "{\"id\":\"102\",\"content\":\"no\"}],\"tail_content\":\"t\"}"),
        of(new CardContent("C"), "{\"card_id\":\"C\"}"),
        of(
            new MiniProgramPageContent("t", "wx0123456789abcdef", "pages/i?a=1", T),
            "{\"title\":\"t\",\"appid\":\"wx0123456789abcdef\",\"pagepath\":\"pages/i?a=1\","
                + "\"thumb_media_id\":\"T\"}"),
        of(
            new LinkContent("t", "d", "https://e.com/l", "https://e.com/p"),
            "{\"title\":\"t\",\"description\":\"d\",\"url\":\"https://e.com/l\","
                + "\"thumb_url\":\"https://e.com/p\"}"));
  }

  private static CustomerContents of(CustomerContent content, String json) {
    return new CustomerContents(content, json);
  }

  /** Returns the whole request. */
  String body(String openId) {
    String type = content.msgType();
    return "{\"touser\":\"%s\",\"msgtype\":\"%s\",\"%s\":%s}".formatted(openId, type, type, json);
  }

  @Override
  public String toString() {
    return content.msgType();
  }
}
