package io.notifyjava.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.testkit.simulator.WeComSimulator;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpGroupRobotService;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.message.WxCpMessageSendResult;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** WxJava's client of WeCom, unmodified: served, and refused when one byte is wrong. */
class WxJavaCpTest {

  private static String upload(WxCpService client, String type, byte[] content) throws Exception {
    return client
        .getMediaService()
        .upload(type, type + ".bin", new ByteArrayInputStream(content))
        .getMediaId();
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void everyKindOfMessage_isServed() throws Exception {
    try (WeComSimulator wecom = WxJavaCp.start()) {
      WxCpService client = WxJavaCp.client(wecom.baseUrl());
      List<WxCpMessage> messages =
          WxJavaCp.messages(
              upload(client, "image", WxJavaCp.PNG),
              upload(client, "voice", WxJavaCp.AMR),
              upload(client, "video", WxJavaCp.MP4),
              upload(client, "file", WxJavaCp.FILE));
      for (WxCpMessage message : messages) {
        WxCpMessageSendResult result = client.getMessageService().send(message);
        assertThat(result.getErrMsg()).as(message.getMsgType()).isEqualTo("ok");
        assertThat(result.getMsgId()).isNotEmpty();
      }
      assertThat(wecom.counts().messages()).isEqualTo(messages.size());
      assertThat(wecom.counts().people()).isEqualTo(messages.size());
      assertThat(wecom.counts().cut()).isZero();
      assertThat(wecom.counts().uploads()).isEqualTo(4);
      assertThat(wecom.counts().calls(WeComApi.TOKEN)).isEqualTo(1);
      assertThat(wecom.counts().errors()).isEmpty();
    }
  }

  @Test
  void recall_partialFailure_andAChangedCard_areServed() throws Exception {
    try (WeComSimulator wecom = WxJavaCp.start()) {
      WxCpService client = WxJavaCp.client(wecom.baseUrl());
      WxCpMessage text = WxJavaCp.text();
      text.setToUser(WxJavaCp.PERSON + "|LiSi|WangWu");
      WxCpMessageSendResult partial = client.getMessageService().send(text);
      assertThat(partial.getErrCode()).isZero();
      assertThat(partial.getInvalidUserList()).containsExactly("lisi", "wangwu");
      client.getMessageService().recall(partial.getMsgId());
      assertThat(wecom.counts().recalled()).isEqualTo(1);
      String code = client.getMessageService().send(WxJavaCp.buttons("task-9")).getResponseCode();
      client
          .getTaskCardService()
          .updateTemplateCardButton(List.of(WxJavaCp.PERSON), null, null, 1, code, "done");
      assertThat(wecom.counts().cardsUpdated()).isEqualTo(1);
    }
  }

  @Test
  void duplicateCheck_keepsTheSameMessageFromArrivingTwice() throws Exception {
    try (WeComSimulator wecom = WxJavaCp.start()) {
      WxCpService client = WxJavaCp.client(wecom.baseUrl());
      WxCpMessage text = WxJavaCp.text();
      text.setEnableDuplicateCheck(true);
      text.setDuplicateCheckInterval(600);
      client.getMessageService().send(text);
      client.getMessageService().send(text);
      assertThat(wecom.counts().messages()).isEqualTo(1);
      assertThat(wecom.counts().suppressed()).isEqualTo(1);
    }
  }

  @Test
  void killedToken_isRenewedByTheClientItself() throws Exception {
    try (WeComSimulator wecom = WxJavaCp.start()) {
      WxCpService client = WxJavaCp.client(wecom.baseUrl());
      client.getMessageService().send(WxJavaCp.text());
      wecom.killTokens();
      client.getMessageService().send(WxJavaCp.text());
      assertThat(wecom.counts().messages()).isEqualTo(2);
      assertThat(wecom.counts().calls(WeComApi.TOKEN)).isEqualTo(2);
      assertThat(wecom.counts().errors(40014)).isEqualTo(1);
    }
  }

  @Test
  void groupRobot_isServed() throws Exception {
    try (WeComSimulator wecom = WxJavaCp.start()) {
      WxCpGroupRobotService robot = WxJavaCp.client(wecom.baseUrl()).getGroupRobotService();
      robot.sendText("你好", List.of(WxJavaCp.PERSON, "@all"), List.of("13800001111"));
      robot.sendMarkdown("# 你好 <font color=\"info\">x</font>");
      robot.sendImage(base64(WxJavaCp.PNG), md5(WxJavaCp.PNG));
      robot.sendNews(WxJavaCp.articles());
      assertThat(wecom.counts().robotMessages()).isEqualTo(4);
      assertThat(wecom.counts().errors()).isEmpty();
      assertThat(wecom.counts().calls(WeComApi.TOKEN)).as("a robot needs no token").isZero();
    }
  }

  /** What WxJava is asked to do. */
  @FunctionalInterface
  private interface Action {
    Object perform(WxCpService client) throws Exception;
  }

  private static final Action TEXT = client -> client.getMessageService().send(WxJavaCp.text());
  private static final Action PICTURE =
      client ->
          client.getMessageService().send(WxJavaCp.image(upload(client, "image", WxJavaCp.PNG)));
  private static final Action RECALL =
      client -> {
        client
            .getMessageService()
            .recall(client.getMessageService().send(WxJavaCp.text()).getMsgId());
        return "recalled";
      };
  private static final Action ROBOT_TEXT =
      client -> {
        client.getGroupRobotService().sendText("hi", List.of(), List.of());
        return "sent";
      };
  private static final Action ROBOT_IMAGE =
      client -> {
        client.getGroupRobotService().sendImage(base64(WxJavaCp.PNG), md5(WxJavaCp.PNG));
        return "sent";
      };

  private static DynamicTest refused(
      String what, Consumer<FlippingRelay> flip, Action action, int errcode) {
    return DynamicTest.dynamicTest(
        what + " -> " + errcode,
        () -> {
          try (WeComSimulator wecom = WxJavaCp.start();
              FlippingRelay relay = new FlippingRelay(wecom.baseUrl())) {
            WxCpService client = WxJavaCp.client(relay.baseUrl());
            flip.accept(relay);
            Throwable thrown = catchThrowable(() -> action.perform(client));
            assertThat(relay.flips()).as("bytes changed").isPositive();
            assertThat(errcode(thrown)).isEqualTo(errcode);
            assertThat(wecom.counts().errors(errcode)).isPositive();
            assertThat(wecom.counts().recalled()).isZero();
            assertThat(wecom.counts().robotMessages()).isZero();
          }
        });
  }

  private static int errcode(Throwable thrown) {
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof WxErrorException)) {
      cause = cause.getCause();
    }
    assertThat(cause).as("what came of it: %s", thrown).isNotNull();
    return ((WxErrorException) cause).getError().getErrorCode();
  }

  @TestFactory
  Stream<DynamicTest> oneWrongByte_isRefused() {
    return Stream.of(
        refused("corpid", relay -> relay.flipQuery("corpid"), TEXT, 40013),
        refused("secret", relay -> relay.flipQuery("corpsecret"), TEXT, 40001),
        refused("token", relay -> relay.flipQuery("access_token"), TEXT, 40014),
        refused("agentid of another application", relay -> relay.flipBody("1000002"), TEXT, 301002),
        refused("agentid of none", relay -> relay.flipBody("\"agentid\":1", 10, 2), TEXT, 40056),
        refused("user id", relay -> relay.flipBody(WxJavaCp.PERSON), TEXT, 81013),
        refused("kind", relay -> relay.flipBody("\"msgtype\":\"text", 14, 1), TEXT, 40008),
        refused("media id", relay -> relay.flipBody("\"media_id\":\"AwAA", 14, 1), PICTURE, 40007),
        refused("msgid", relay -> relay.flipBody("\"msgid\":\"AQAA", 12, 1), RECALL, 40058),
        refused("robot key", relay -> relay.flipQuery("key"), ROBOT_TEXT, 93000),
        refused("image md5", relay -> relay.flipBody("\"md5\":\"", 7, 1), ROBOT_IMAGE, 301019),
        refused("image", relay -> relay.flipBody("iVBORw", 5, 1), ROBOT_IMAGE, 301019));
  }
}
