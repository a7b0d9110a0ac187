package io.notifyjava.peers;

import io.notifyjava.testkit.simulator.AccountKind;
import io.notifyjava.testkit.simulator.TemplateKind;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.simulator.WeChatSimulatorBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.subscribe.WxMpSubscribeMessage;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateData;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateMessage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;

/**
 * WxJava's client of official accounts as it comes, pointed at a simulator by its own host
 * configuration; and a simulator that knows exactly the people, templates and staff that the
 * messages here name.
 */
final class WxJavaMp {

  static final String APP_ID = "wx1111222233334444";
  static final String SECRET = "aaaabbbbccccddddeeeeffff00001111";
  static final String OPEN_ID = "oABC-1234567890_abcdefghijkl";
  static final String TEMPLATE = "ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY";
  static final String SUBSCRIPTION = "S-ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEY";
  static final String ONE_TIME = "O-ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEY";
  static final String PROGRAM = "wx0123456789abcdef";
  static final String STAFF = "test1@kftest";

  private WxJavaMp() {}

  static WeChatSimulatorBuilder builder() {
    return WeChatSimulator.builder()
        .account(APP_ID, SECRET, AccountKind.SERVICE)
        .miniPrograms(Set.of(PROGRAM))
        .pages(Set.of("pages/order"))
        .subscriptionMsgid(true);
  }

  static WeChatSimulator start(WeChatSimulatorBuilder builder) {
    WeChatSimulator wechat = builder.start();
    wechat.foreignWhen(openId -> !openId.equals(OPEN_ID));
    wechat.registerTemplate(TEMPLATE, "thing1", "time4");
    wechat.registerTemplate(TemplateKind.SUBSCRIPTION, SUBSCRIPTION, "thing1");
    wechat.registerTemplate(TemplateKind.ONE_TIME, ONE_TIME);
    wechat.registerStaff(STAFF);
    return wechat;
  }

  static WxMpService client(URI baseUrl, boolean stableToken) {
    return client(baseUrl, stableToken, APP_ID, SECRET);
  }

  static WxMpService client(URI baseUrl, boolean stableToken, String appId, String secret) {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId(appId);
    config.setSecret(secret);
    config.useStableAccessToken(stableToken);
    WxMpHostConfig hosts = new WxMpHostConfig();
    hosts.setApiHost(baseUrl.toString());
    config.setHostConfig(hosts);
    WxMpService service = new WxMpServiceImpl();
    service.setWxMpConfigStorage(config);
    return service;
  }

  static WxMpTemplateMessage template() {
    return WxMpTemplateMessage.builder()
        .toUser(OPEN_ID)
        .templateId(TEMPLATE)
        .url("https://example.com/o/1?a=1&b=2")
        .miniProgram(new WxMpTemplateMessage.MiniProgram(PROGRAM, "pages/order?id=1", false))
        .clientMsgId("ord-1-paid")
        .data(
            List.of(
                new WxMpTemplateData("thing1", "你好 <a&b>"),
                new WxMpTemplateData("time4", "2025-11-29 10:00:00~12:00:00")))
        .build();
  }

  static WxMpSubscribeMessage subscription() {
    return WxMpSubscribeMessage.builder()
        .toUser(OPEN_ID)
        .templateId(SUBSCRIPTION)
        .page("pages/order?id=1")
        .dataMap(Map.of("thing1", "你好"))
        .build();
  }

  static WxMpSubscribeMessage oneTime() {
    return WxMpSubscribeMessage.builder()
        .toUser(OPEN_ID)
        .templateId(ONE_TIME)
        .url("https://example.com/o/1")
        .scene("1000")
        .title("到货通知")
        .contentValue("你好")
        .contentColor("#173177")
        .build();
  }

  /**
   * One of each kind that WxJava can build; {@code link}, of mini programs only, is not among them.
   */
  static List<WxMpKefuMessage> customerMessages(
      String image, String voice, String video, String thumb) {
    WxMpKefuMessage.WxArticle article =
        new WxMpKefuMessage.WxArticle("t", "d", "https://example.com", "https://example.com/p");
    return List.of(
        text(),
        WxMpKefuMessage.IMAGE().toUser(OPEN_ID).mediaId(image).build(),
        WxMpKefuMessage.VOICE().toUser(OPEN_ID).mediaId(voice).build(),
        WxMpKefuMessage.VIDEO()
            .toUser(OPEN_ID)
            .mediaId(video)
            .thumbMediaId(thumb)
            .title("t")
            .description("d")
            .build(),
        WxMpKefuMessage.MUSIC()
            .toUser(OPEN_ID)
            .title("t")
            .description("d")
            .musicUrl("https://example.com/m")
            .hqMusicUrl("https://example.com/m")
            .thumbMediaId(thumb)
            .build(),
        WxMpKefuMessage.NEWS().toUser(OPEN_ID).addArticle(article).build(),
        WxMpKefuMessage.MPNEWS().toUser(OPEN_ID).mediaId(image).build(),
        WxMpKefuMessage.MPNEWSARTICLE().toUser(OPEN_ID).articleId("A").build(),
        WxMpKefuMessage.WXCARD().toUser(OPEN_ID).cardId("C").build(),
        WxMpKefuMessage.MSGMENU()
            .toUser(OPEN_ID)
            .headContent("h")
            .addMenus(
                new WxMpKefuMessage.MsgMenu("101", "是"), new WxMpKefuMessage.MsgMenu("102", "否"))
            .tailContent("t")
            .build(),
        WxMpKefuMessage.MINIPROGRAMPAGE()
            .toUser(OPEN_ID)
            .title("t")
            .appId(PROGRAM)
            .pagePath("pages/order?id=1")
            .thumbMediaId(thumb)
            .build());
  }

  static WxMpKefuMessage text() {
    WxMpKefuMessage text =
        WxMpKefuMessage.TEXT()
            .toUser(OPEN_ID)
            .content("你好 <a href=\"https://example.com?a=1&b=2\">x</a>")
            .build();
    text.setKfAccount(STAFF);
    return text;
  }
}
