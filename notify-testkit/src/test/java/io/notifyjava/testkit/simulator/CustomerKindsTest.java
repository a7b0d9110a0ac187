package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The twelve kinds of customer message: who may send them and what must be in them. */
class CustomerKindsTest extends SimulatorTestBase {

  /** The wire shapes of the vendor's page, one of each kind. */
  private static final Map<String, String> SAMPLES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("text", "{'content':'hi <a href=\"https://e.com\">x</a>'}"),
              Map.entry("image", "{'media_id':'M'}"),
              Map.entry("voice", "{'media_id':'M'}"),
              Map.entry(
                  "video", "{'media_id':'M','thumb_media_id':'T','title':'t','description':'d'}"),
              Map.entry(
                  "music",
                  "{'title':'t','description':'d','musicurl':'u','hqmusicurl':'u','thumb_media_id':'T'}"),
              Map.entry(
                  "news", "{'articles':[{'title':'t','description':'d','url':'u','picurl':'p'}]}"),
              Map.entry("mpnews", "{'media_id':'M'}"),
              Map.entry("mpnewsarticle", "{'article_id':'A'}"),
              Map.entry(
                  "msgmenu",
                  "{'head_content':'h','list':[{'id':'101','content':'yes'},{'id':'102','content':'no'}],'tail_content':'t'}"),
              Map.entry("wxcard", "{'card_id':'C'}"),
              Map.entry(
                  "miniprogrampage",
                  "{'title':'t','appid':'wx1','pagepath':'pages/i?a=1','thumb_media_id':'T'}"),
              Map.entry("link", "{'title':'t','description':'d','url':'u','thumb_url':'p'}")));

  private static final Set<String> OF_MINI_PROGRAMS =
      Set.of("text", "image", "link", "miniprogrampage");

  private int send(String type, String content) {
    String body = "{'touser':'" + OPEN_ID + "','msgtype':'" + type + "','" + type + "':" + content;
    return sendBody(body + "}");
  }

  private int sendBody(String singleQuoted) {
    String json = singleQuoted.replace("\"", "\\\"").replace('\'', '"');
    return errcode(client.customer(client.token(), json));
  }

  @TestFactory
  Stream<DynamicTest> kind_isTakenFromTheAccountsThatMaySendIt() {
    return Stream.of(AccountKind.values())
        .flatMap(
            account ->
                SAMPLES.keySet().stream()
                    .map(
                        type ->
                            DynamicTest.dynamicTest(
                                account + " sends " + type, () -> judge(account, type))));
  }

  private void judge(AccountKind account, String type) {
    start(WeChatSimulator.builder().accountKind(account));
    assertThat(send(type, SAMPLES.get(type))).isEqualTo(expected(account, type));
  }

  private static int expected(AccountKind account, String type) {
    if (account == AccountKind.UNVERIFIED) {
      return 48001;
    }
    if (account == AccountKind.MINI_PROGRAM) {
      return OF_MINI_PROGRAMS.contains(type) ? 0 : 45050;
    }
    if (type.equals("link")) {
      return 45050;
    }
    return type.equals("msgmenu") && account != AccountKind.SERVICE ? 40200 : 0;
  }

  @TestFactory
  Stream<DynamicTest> missingField_isRefused() {
    Map<String, Integer> cases =
        Map.ofEntries(
            Map.entry("image {}", 40007),
            Map.entry("image {'media_id':''}", 40007),
            Map.entry("image {'media_id':7}", 47001),
            Map.entry("voice {}", 40007),
            Map.entry("video {'media_id':'M'}", 40007),
            Map.entry("video {'thumb_media_id':'T'}", 40007),
            Map.entry("music {'title':'t','description':'d','musicurl':'u'}", 40007),
            Map.entry("music {'title':'t','description':'d','thumb_media_id':'T'}", 47001),
            Map.entry("music {'title':'t','musicurl':'u','thumb_media_id':'T'}", 47001),
            Map.entry("music {'description':'d','musicurl':'u','thumb_media_id':'T'}", 47001),
            Map.entry("news {}", 44003),
            Map.entry("news {'articles':[]}", 44003),
            Map.entry("news {'articles':null}", 44003),
            Map.entry("news {'articles':{'title':'t'}}", 45162),
            Map.entry("news {'articles':'t'}", 45162),
            Map.entry("news {'articles':['t']}", 47001),
            Map.entry("news {'articles':[{'title':7}]}", 47001),
            Map.entry("news {'articles':[{'title':'a'},{'title':'b'}]}", 45008),
            Map.entry("mpnews {}", 40007),
            Map.entry("mpnewsarticle {}", 47001),
            Map.entry("wxcard {'card_id':''}", 47001),
            Map.entry("miniprogrampage {'title':'t','appid':'wx1','pagepath':'p'}", 40007),
            Map.entry("miniprogrampage {'title':'t','pagepath':'p','thumb_media_id':'T'}", 40013),
            Map.entry("miniprogrampage {'title':'t','appid':'wx1','thumb_media_id':'T'}", 47001),
            Map.entry("msgmenu {'list':[]}", 45098),
            Map.entry("msgmenu {'list':{}}", 47001),
            Map.entry("msgmenu {}", 47001),
            Map.entry("msgmenu {'head_content':1,'list':[{'id':'1','content':'x'}]}", 47001),
            Map.entry("msgmenu {'list':[{'id':'1','content':''}]}", 45099),
            Map.entry("msgmenu {'list':[{'content':'x'}]}", 47001),
            Map.entry("text 'hi'", 40008),
            Map.entry("text {'content':['hi']}", 44004),
            Map.entry("text {'content':7}", 47001),
            Map.entry("hologram {}", 40008));
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      String[] message = entry.getKey().split(" ", 2);
                      assertThat(send(message[0], message[1])).isEqualTo(entry.getValue());
                      assertThat(simulator.counts().customerDelivered()).isZero();
                    }));
  }

  @Test
  void messageOfNoKind_isRefused() {
    assertThat(sendBody("{'touser':'" + OPEN_ID + "'}")).isEqualTo(40008);
    assertThat(sendBody("{'touser':'" + OPEN_ID + "','msgtype':7,'7':{}}")).isEqualTo(40008);
    assertThat(sendBody("{'touser':'" + OPEN_ID + "','msgtype':'text'}")).isEqualTo(40008);
  }

  @Test
  void menu_isLimitedInEntriesAndBytes_andBothCanBeSet() {
    assertThat(send("msgmenu", menu(10, "x".repeat(128)))).isZero();
    assertThat(send("msgmenu", menu(11, "x"))).isEqualTo(45098);
    assertThat(send("msgmenu", menu(1, "x".repeat(129)))).isEqualTo(45099);
    assertThat(send("msgmenu", menu(1, "好".repeat(43)))).isEqualTo(45099);
    start(WeChatSimulator.builder().menuLimits(1, 3));
    assertThat(send("msgmenu", menu(1, "好"))).isZero();
    assertThat(send("msgmenu", menu(2, "好"))).isEqualTo(45098);
    assertThat(send("msgmenu", menu(1, "好x"))).isEqualTo(45099);
  }

  private static String menu(int items, String text) {
    String item = "{'id':'1','content':'" + text + "'}";
    return "{'list':[" + (item + ",").repeat(items - 1) + item + "]}";
  }

  @Test
  void miniProgramsPage_needsNoAppIdWhenAMiniProgramSendsIt_butABoundOneIfItNamesOne() {
    String page = "{'title':'t','pagepath':'pages/i','thumb_media_id':'T'%s}";
    start(
        WeChatSimulator.builder()
            .accountKind(AccountKind.MINI_PROGRAM)
            .miniPrograms(Set.of("wxBound"))
            .pages(Set.of("pages/i")));
    assertThat(send("miniprogrampage", page.formatted(""))).isZero();
    assertThat(send("miniprogrampage", page.formatted(",'appid':'wxBound'"))).isZero();
    assertThat(send("miniprogrampage", page.formatted(",'appid':'wxOther'"))).isEqualTo(40013);
    assertThat(send("miniprogrampage", page.formatted("").replace("pages/i", "pages/x")))
        .isEqualTo(40165);
    assertThat(send("miniprogrampage", page.formatted("").replace("pages/i", "pages/i?a=1")))
        .isZero();
  }

  @Test
  void staff_mustBeWellFormed_andKnownOnceSomebodyIs() {
    String body =
        "{'touser':'" + OPEN_ID + "','msgtype':'text','text':{'content':'x'},'customservice':%s}";
    assertThat(sendBody(body.formatted("{'kf_account':'test1@kftest'}"))).isZero();
    assertThat(sendBody(body.formatted("null"))).isZero();
    assertThat(sendBody(body.formatted("{'kf_account':'test1'}"))).isEqualTo(61451);
    assertThat(sendBody(body.formatted("{'kf_account':'elevenchars@kftest'}"))).isEqualTo(61451);
    assertThat(sendBody(body.formatted("{}"))).isEqualTo(61451);
    assertThat(sendBody(body.formatted("'test1@kftest'"))).isEqualTo(61451);
    simulator.registerStaff("test2@kftest");
    assertThat(sendBody(body.formatted("{'kf_account':'test1@kftest'}"))).isEqualTo(61452);
    assertThat(sendBody(body.formatted("{'kf_account':'test2@kftest'}"))).isZero();
    simulator.reset();
    assertThat(sendBody(body.formatted("{'kf_account':'test1@kftest'}"))).isZero();
  }

  @Test
  void agenciesCall_isRefusedToEveryAccount() {
    String path = "/cgi-bin/message/custom/business/send?access_token=" + client.token();
    assertThat(errcode(SimClient.json(client.post(path, SimClient.textBody(OPEN_ID, "hi")))))
        .isEqualTo(48001);
  }
}
