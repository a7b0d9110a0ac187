package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WeComRobotTest extends WeComTestBase {

  private static final int LARGEST_IMAGE = 2 * 1024 * 1024;

  private int robot(String type, String content) {
    // one message a minute never meets the limit
    time.pass(Duration.ofMinutes(1));
    return errcode(client.robot(KEY, WeComClient.robotBody(type, content)));
  }

  private static String text(String content) {
    return "{\"content\":\"" + content + "\"}";
  }

  @Test
  void text_mayMention_andIsRefusedBeyond2048Bytes() {
    assertThat(
            robot(
                "text",
                "{\"content\":\"hi\",\"mentioned_list\":[\"wangqing\",\"@all\"],"
                    + "\"mentioned_mobile_list\":[\"13800001111\",\"@all\"]}"))
        .isZero();
    assertThat(robot("text", text("好".repeat(682) + "ab"))).isZero();
    assertThat(robot("text", text("好".repeat(682) + "abc"))).isEqualTo(40058);
    assertThat(robot("text", text(""))).isEqualTo(44004);
    assertThat(
            errmsg(
                client.robot(
                    KEY,
                    WeComClient.robotBody(
                        "text", "{\"content\":\"hi\",\"mentioned_list\":\"wangqing\"}"))))
        .isEqualTo("ok. Warning: wrong json format. ");
    start(WeComSimulator.builder().robotTextLimit(5120));
    assertThat(robot("text", text("a".repeat(5120)))).isZero();
    assertThat(robot("text", text("a".repeat(5121)))).isEqualTo(40058);
  }

  @Test
  void bothMarkdowns_haveTheirLength() {
    for (String type : new String[] {"markdown", "markdown_v2"}) {
      assertThat(robot(type, text("a".repeat(4096)))).isZero();
      assertThat(robot(type, text("a".repeat(4097)))).isEqualTo(40058);
      assertThat(robot(type, text(""))).isEqualTo(44004);
    }
    assertThat(robot("mpnews", "{}")).isEqualTo(40008);
    assertThat(errcode(client.robot(KEY, "{}"))).isEqualTo(40008);
  }

  private static String image(byte[] bytes, String md5) {
    return "{\"base64\":\""
        + Base64.getEncoder().encodeToString(bytes)
        + "\",\"md5\":\""
        + md5
        + "\"}";
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void image_isCheckedAgainstItsDigest() {
    byte[] png = WeComClient.PNG;
    String md5 = md5(png);
    assertThat(robot("image", image(png, md5))).isZero();
    assertThat(robot("image", image(png, md5.toUpperCase(Locale.ROOT)))).isZero();
    String wrong = (md5.charAt(0) == 'a' ? "b" : "a") + md5.substring(1);
    assertThat(robot("image", image(png, wrong))).isEqualTo(301019);
    byte[] changed = png.clone();
    changed[9]++;
    assertThat(robot("image", image(changed, md5))).isEqualTo(301019);
    assertThat(robot("image", image(png, ""))).isEqualTo(40058);
    assertThat(robot("image", "{\"base64\":\"not base64!\",\"md5\":\"" + md5 + "\"}"))
        .isEqualTo(40058);
    byte[] gif = "GIF89a...".getBytes(UTF_8);
    assertThat(robot("image", image(gif, md5(gif)))).isEqualTo(40004);
    byte[] largest = Arrays.copyOf(png, LARGEST_IMAGE);
    assertThat(robot("image", image(largest, md5(largest)))).isZero();
    byte[] larger = Arrays.copyOf(png, LARGEST_IMAGE + 1);
    assertThat(robot("image", image(larger, md5(larger)))).isEqualTo(40009);
  }

  @Test
  void news_hasOneToEightArticles_andIsCut() {
    String article = "{\"title\":\"t\",\"description\":\"d\",\"url\":\"u\",\"picurl\":\"p\"}";
    assertThat(robot("news", "{\"articles\":[" + article + "]}")).isZero();
    String eight = (article + ",").repeat(7) + article;
    assertThat(robot("news", "{\"articles\":[" + eight + "]}")).isZero();
    assertThat(robot("news", "{\"articles\":[" + eight + "," + article + "]}")).isEqualTo(40058);
    assertThat(robot("news", "{\"articles\":[]}")).isEqualTo(40058);
    assertThat(robot("news", "{\"articles\":[{\"url\":\"u\"}]}")).isEqualTo(41016);
    assertThat(robot("news", "{\"articles\":[{\"title\":\"t\"}]}")).isEqualTo(40058);
    assertThat(wecom.counts().cut()).isZero();
    String longTitle = article.replace("\"t\"", "\"" + "t".repeat(129) + "\"");
    assertThat(robot("news", "{\"articles\":[" + longTitle + "]}")).isZero();
    assertThat(wecom.counts().cut()).isEqualTo(1);
  }

  @Test
  void media_belongToTheRobotThatUploadedThem() {
    start(WeComSimulator.builder().robot(KEY).robot("robot-2"));
    byte[] file = "some file".getBytes(UTF_8);
    String mine = client.robotUpload(KEY, "file", file).path("media_id").asText();
    String theirs = client.robotUpload("robot-2", "file", file).path("media_id").asText();
    String voice = client.robotUpload(KEY, "voice", WeComClient.AMR).path("media_id").asText();
    String applications = client.mediaId("file");
    assertThat(robot("file", media(mine))).isZero();
    assertThat(robot("voice", media(voice))).isZero();
    assertThat(robot("file", media(voice))).isEqualTo(40007);
    assertThat(robot("file", media(theirs))).isEqualTo(40007);
    assertThat(robot("file", media(applications))).isEqualTo(40007);
    assertThat(robot("file", "{}")).isEqualTo(41006);
    assertThat(send("file", media(mine))).as("an application's message").isEqualTo(40007);
    time.pass(Duration.ofDays(3));
    assertThat(robot("file", media(mine))).isEqualTo(40007);
  }

  private static String media(String id) {
    return "{\"media_id\":\"" + id + "\"}";
  }

  @Test
  void robot_hasItsMoods() {
    assertThat(robot("text", text("hi"))).isZero();
    assertThat(errcode(client.robot(KEY.replace('6', '7'), "{}"))).isEqualTo(93000);
    assertThat(errcode(WeComClient.json(client.post("/cgi-bin/webhook/send", "{}"))))
        .isEqualTo(93000);
    wecom.robot().isDisabled();
    assertThat(robot("text", text("hi"))).isEqualTo(93004);
    wecom.robot().isNotInGroup();
    assertThat(robot("text", text("hi"))).isEqualTo(93008);
    wecom.robot(KEY).isDeleted();
    assertThat(robot("text", text("hi"))).isEqualTo(93000);
    wecom.robot().isWorking();
    assertThat(robot("text", text("hi"))).isZero();
    assertThat(wecom.robot().accepted()).isEqualTo(2);
    assertThat(wecom.counts().robotMessages()).isEqualTo(2);
    assertThat(wecom.robot()).hasToString("robot ***, 2 messages");
    assertThatThrownBy(() -> wecom.robot("other"))
        .hasMessage("no robot has this key; name it with robot(key) when building the simulator");
  }

  private int say(String key, String content) {
    return errcode(client.robot(key, WeComClient.robotBody("text", text(content))));
  }

  @Test
  void robot_sends20AMinute_thenIsBlockedFor60Seconds_andOthersAreNot() {
    start(WeComSimulator.builder().robot("r1").robot("r2"));
    for (int i = 0; i < 20; i++) {
      assertThat(say("r1", "m" + i)).isZero();
    }
    time.pass(Duration.ofSeconds(30));
    assertThat(say("r1", "one too many")).isEqualTo(45009);
    assertThat(say("r2", "another robot")).isZero();
    time.pass(Duration.ofSeconds(59));
    assertThat(say("r1", "still blocked")).isEqualTo(45009);
    time.pass(Duration.ofSeconds(1));
    assertThat(say("r1", "again")).isZero();
    assertThat(wecom.robot("r1").accepted()).isEqualTo(21);
    wecom.reset();
    assertThat(wecom.robot("r1").accepted()).isZero();
  }

  @Test
  void badMessages_countToo() {
    for (int i = 0; i < 20; i++) {
      assertThat(say(KEY, "")).isEqualTo(44004);
    }
    assertThat(say(KEY, "hi")).isEqualTo(45009);
  }

  @Test
  void underLoadFrom32Threads_exactly20AreAccepted() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(32);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> codes = new ArrayList<>();
    try {
      for (int i = 0; i < 160; i++) {
        String content = "m" + i;
        codes.add(
            pool.submit(
                () -> {
                  start.await();
                  return say(KEY, content);
                }));
      }
      start.countDown();
      int accepted = 0;
      for (Future<Integer> code : codes) {
        assertThat(code.get()).isIn(0, 45009);
        accepted += code.get() == 0 ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(20);
    } finally {
      pool.shutdownNow();
    }
    assertThat(wecom.counts().robotMessages()).isEqualTo(20);
    assertThat(wecom.counts().errors(45009)).isEqualTo(140);
  }
}
