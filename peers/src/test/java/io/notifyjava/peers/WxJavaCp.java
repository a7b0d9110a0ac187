package io.notifyjava.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.testkit.simulator.WeComSimulator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.article.MpnewsArticle;
import me.chanjar.weixin.cp.bean.article.NewArticle;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.taskcard.TaskCardButton;
import me.chanjar.weixin.cp.bean.templatecard.CheckboxOption;
import me.chanjar.weixin.cp.bean.templatecard.TemplateCardButton;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;

/**
 * WxJava's client of WeCom as it comes, pointed at a simulator by its own base URL; and a simulator
 * that knows exactly the person whom the messages here name.
 */
final class WxJavaCp {

  static final String CORP = "ww1111222233334444";
  static final String SECRET = "aaaabbbbccccddddeeeeffff0000111122223333444";
  static final int AGENT = 1000002;
  static final String PERSON = "zhangsan";
  static final String ROBOT = "693a91f6-7bbb-4bc4-97a0-0ec2sifa5bbb";
  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
  static final byte[] AMR = "#!AMR\nvoice".getBytes(UTF_8);
  static final byte[] MP4 = "\0\0\0\u0018ftypmp42....".getBytes(UTF_8);
  static final byte[] FILE = "a file of some length".getBytes(UTF_8);

  private WxJavaCp() {}

  static WeComSimulator start() {
    WeComSimulator wecom =
        WeComSimulator.builder()
            .corpId(CORP)
            .application(AGENT, SECRET)
            .application(AGENT + 1, "another-secret")
            .robot(ROBOT)
            .start();
    wecom.person(PERSON).isVisible();
    wecom.nobodyElseExists();
    return wecom;
  }

  static WxCpService client(URI baseUrl) {
    return client(baseUrl, CORP, SECRET);
  }

  static WxCpService client(URI baseUrl, String corpId, String secret) {
    WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
    config.setBaseApiUrl(baseUrl.toString());
    config.setCorpId(corpId);
    config.setCorpSecret(secret);
    config.setAgentId(AGENT);
    config.setWebhookKey(ROBOT);
    WxCpService service = new WxCpServiceImpl();
    service.setWxCpConfigStorage(config);
    return service;
  }

  static WxCpMessage text() {
    return WxCpMessage.TEXT()
        .agentId(AGENT)
        .toUser(PERSON)
        .content("你好 <a href=\"https://example.com?a=1&b=2\">x</a>")
        .build();
  }

  static WxCpMessage image(String mediaId) {
    return WxCpMessage.IMAGE().agentId(AGENT).toUser(PERSON).mediaId(mediaId).build();
  }

  static List<NewArticle> articles() {
    return List.of(
        NewArticle.builder()
            .title("t")
            .description("d")
            .url("https://example.com/a")
            .picUrl("https://example.com/p.png")
            .build());
  }

  /** One of each kind that WxJava can build. */
  static List<WxCpMessage> messages(String image, String voice, String video, String file) {
    List<WxCpMessage> all = new ArrayList<>();
    all.add(text());
    all.add(image(image));
    all.add(WxCpMessage.VOICE().agentId(AGENT).toUser(PERSON).mediaId(voice).build());
    all.add(WxCpMessage.FILE().agentId(AGENT).toUser(PERSON).mediaId(file).build());
    all.add(
        WxCpMessage.VIDEO()
            .agentId(AGENT)
            .toUser(PERSON)
            .mediaId(video)
            .title("t")
            .description("d")
            .build());
    all.add(
        WxCpMessage.TEXTCARD()
            .agentId(AGENT)
            .toUser(PERSON)
            .title("t")
            .description("d")
            .url("https://example.com/a?b=1&c=2")
            .btnTxt("更多")
            .build());
    all.add(WxCpMessage.MARKDOWN().agentId(AGENT).toUser(PERSON).content("# 你好").build());
    all.add(WxCpMessage.NEWS().agentId(AGENT).toUser(PERSON).articles(articles()).build());
    all.add(mpNews(image));
    all.add(
        WxCpMessage.newMiniProgramNoticeBuilder()
            .agentId(AGENT)
            .toUser(PERSON)
            .appId("wx1")
            .page("pages/index")
            .title("会议室预订成功")
            .description("四月二十七")
            .contentItems(Map.of("会议室", "402"))
            .emphasisFirstItem(true)
            .build());
    all.add(
        WxCpMessage.TASKCARD()
            .agentId(AGENT)
            .toUser(PERSON)
            .title("t")
            .description("d")
            .url("https://example.com")
            .taskId("task-1")
            .buttons(List.of(TaskCardButton.builder().key("yes").name("批准").build()))
            .build());
    all.add(textNotice());
    all.add(buttons("task-2"));
    all.add(vote());
    return all;
  }

  private static WxCpMessage mpNews(String image) {
    MpnewsArticle article =
        MpnewsArticle.newBuilder()
            .title("t")
            .thumbMediaId(image)
            .author("a")
            .content("c")
            .digest("d")
            .build();
    return WxCpMessage.MPNEWS().agentId(AGENT).toUser(PERSON).addArticle(article).build();
  }

  private static WxCpMessage textNotice() {
    return WxCpMessage.TEMPLATECARD()
        .agentId(AGENT)
        .toUser(PERSON)
        .cardType("text_notice")
        .mainTitleTitle("欢迎")
        .mainTitleDesc("您的好友")
        .subTitleText("下载")
        .cardActionType(1)
        .cardActionUrl("https://example.com")
        .build();
  }

  static WxCpMessage buttons(String taskId) {
    return WxCpMessage.TEMPLATECARD()
        .agentId(AGENT)
        .toUser(PERSON)
        .cardType("button_interaction")
        .mainTitleTitle("欢迎")
        .taskId(taskId)
        .cardActionType(1)
        .cardActionUrl("https://example.com")
        .buttons(List.of(TemplateCardButton.builder().text("好").style(1).key("k").build()))
        .build();
  }

  private static WxCpMessage vote() {
    return WxCpMessage.TEMPLATECARD()
        .agentId(AGENT)
        .toUser(PERSON)
        .cardType("vote_interaction")
        .mainTitleTitle("欢迎")
        .taskId("task-3")
        .checkboxQuestionKey("q")
        .checkboxMode(1)
        .options(List.of(new CheckboxOption("1", "一", true), new CheckboxOption("2", "二", false)))
        .submitButtonText("提交")
        .submitButtonKey("s")
        .build();
  }
}
