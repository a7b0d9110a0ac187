package io.notifyjava.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.testkit.simulator.SimulatorCounts;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import me.chanjar.weixin.common.bean.result.WxMediaUploadResult;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.template.WxMpTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WxJava, unmodified, sends everything that it can through the simulator. */
class WxJavaMpTest {

  private WeChatSimulator wechat;
  private WxMpService client;

  @BeforeEach
  void start() {
    wechat = WxJavaMp.start(WxJavaMp.builder());
    client = WxJavaMp.client(wechat.baseUrl(), true);
  }

  @AfterEach
  void stop() {
    wechat.close();
  }

  private String upload(String type, String suffix, String start) throws WxErrorException {
    byte[] file = Arrays.copyOf(start.getBytes(ISO_8859_1), 5_000);
    WxMediaUploadResult result =
        client.getMaterialService().mediaUpload(type, suffix, new ByteArrayInputStream(file));
    assertThat(result.getType()).isEqualTo(type);
    assertThat(result.getCreatedAt()).isPositive();
    return type.equals("thumb") ? result.getThumbMediaId() : result.getMediaId();
  }

  private void fails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int errcode) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WxErrorException.class,
            failed -> assertThat(failed.getError().getErrorCode()).isEqualTo(errcode));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void token_isFetchedOnce_classicOrStable(boolean stable) throws Exception {
    client = WxJavaMp.client(wechat.baseUrl(), stable);
    String token = client.getAccessToken();
    assertThat(token).hasSizeGreaterThan(100);
    assertThat(client.getAccessToken()).isEqualTo(token);
    WeChatApi used = stable ? WeChatApi.STABLE_TOKEN : WeChatApi.TOKEN;
    assertThat(wechat.counts().calls(used)).isEqualTo(1);
    assertThat(wechat.counts().tokenCalls()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void token_isRenewedWhenThePlatformDropsIt(boolean stable) throws Exception {
    client = WxJavaMp.client(wechat.baseUrl(), stable);
    client.getTemplateMsgService().sendTemplateMsg(WxJavaMp.template());
    wechat.killTokens();
    assertThat(client.getKefuService().sendKefuMessage(WxJavaMp.text())).isTrue();
    assertThat(wechat.counts().errors(40001)).isEqualTo(1);
    assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
  }

  @Test
  void templateMessage_isDelivered_andItsMsgidIsRead() throws Exception {
    String msgid = client.getTemplateMsgService().sendTemplateMsg(WxJavaMp.template());
    assertThat(Long.parseLong(msgid)).isGreaterThan(1L << 53);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
    assertThat(new String(wechat.lastBody(WeChatApi.TEMPLATE), UTF_8))
        .contains("\"client_msg_id\":\"ord-1-paid\"")
        .contains("你好 <a&b>");
    assertThat(client.getTemplateMsgService().sendTemplateMsg(WxJavaMp.template()))
        .as("the same client_msg_id")
        .isEqualTo(msgid);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void everyCustomerMessageThatItKnows_isDelivered_withUploadedMaterial() throws Exception {
    List<WxMpKefuMessage> messages =
        WxJavaMp.customerMessages(
            upload("image", "png", "\u0089PNG"),
            upload("voice", "amr", "#!AMR\n"),
            upload("video", "mp4", "\u0000\u0000\u0000\u0018ftypmp42"),
            upload("thumb", "jpg", "\u00ff\u00d8\u00ff"));
    for (WxMpKefuMessage message : messages) {
      assertThat(client.getKefuService().sendKefuMessage(message))
          .as(message.getMsgType())
          .isTrue();
    }
    assertThat(messages).extracting(WxMpKefuMessage::getMsgType).doesNotHaveDuplicates();
    SimulatorCounts counts = wechat.counts();
    assertThat(counts.customerDelivered()).isEqualTo(messages.size()).isEqualTo(11);
    assertThat(counts.errors()).isEmpty();
  }

  @Test
  void typing_isShownAndTakenBack_andItsErrorIsRead() throws Exception {
    assertThat(client.getKefuService().sendKfTypingState(WxJavaMp.OPEN_ID, "Typing")).isTrue();
    fails(() -> client.getKefuService().sendKfTypingState(WxJavaMp.OPEN_ID, "Typing"), 45081);
    assertThat(client.getKefuService().sendKfTypingState(WxJavaMp.OPEN_ID, "CancelTyping"))
        .isTrue();
  }

  @Test
  void subscriptionMessage_isDeliveredOncePerConsent() throws Exception {
    wechat.consent(WxJavaMp.OPEN_ID, WxJavaMp.SUBSCRIPTION);
    String msgid = client.getSubscribeMsgService().send(WxJavaMp.subscription());
    assertThat(Long.parseLong(msgid)).isPositive();
    fails(() -> client.getSubscribeMsgService().send(WxJavaMp.subscription()), 43101);
    assertThat(wechat.counts().subscriptionDelivered()).isEqualTo(1);
  }

  /** Why the msgid is an option: the vendor's page shows none, and this client needs one. */
  @Test
  void subscriptionMessage_withoutAMsgid_isDelivered_andTheClientFailsOnTheAnswer() {
    wechat.close();
    wechat = WxJavaMp.start(WxJavaMp.builder().subscriptionMsgid(false));
    client = WxJavaMp.client(wechat.baseUrl(), true);
    assertThatThrownBy(() -> client.getSubscribeMsgService().send(WxJavaMp.subscription()))
        .isInstanceOf(NullPointerException.class);
    assertThat(wechat.counts().subscriptionDelivered()).isEqualTo(1);
  }

  @Test
  void oneTimeSubscriptionMessage_isDelivered() throws Exception {
    wechat.consentOnce(WxJavaMp.OPEN_ID, WxJavaMp.ONE_TIME, 1000);
    assertThat(client.getSubscribeMsgService().sendOnce(WxJavaMp.oneTime())).isTrue();
    fails(() -> client.getSubscribeMsgService().sendOnce(WxJavaMp.oneTime()), 43101);
    assertThat(wechat.counts().subscriptionDelivered()).isEqualTo(1);
  }

  @Test
  void templates_areListed() throws Exception {
    List<WxMpTemplate> templates = client.getTemplateMsgService().getAllPrivateTemplate();
    assertThat(templates).hasSize(1);
    assertThat(templates.get(0).getTemplateId()).isEqualTo(WxJavaMp.TEMPLATE);
    assertThat(templates.get(0).getContent()).isEqualTo("{{thing1.DATA}}\n{{time4.DATA}}");
  }

  @Test
  void quota_isClearedByTheClient() throws Exception {
    wechat.dailyQuota(WeChatApi.CUSTOMER, 0);
    fails(() -> client.getKefuService().sendKefuMessage(WxJavaMp.text()), 45009);
    wechat.dailyQuota(WeChatApi.CUSTOMER, 1);
    client.clearQuota(WxJavaMp.APP_ID);
    assertThat(client.getKefuService().sendKefuMessage(WxJavaMp.text())).isTrue();
  }

  @Test
  void observedErrors_areReadInBothContentTypes() {
    wechat.onCustomer().once().answer(WeChatReply.error(45015));
    fails(() -> client.getKefuService().sendKefuMessage(WxJavaMp.text()), 45015);
    wechat.onCustomer().once().answer(WeChatReply.error(70000));
    assertThatThrownBy(() -> client.getKefuService().sendKefuMessage(WxJavaMp.text()))
        .hasMessageContaining("70000");
    assertThat(wechat.counts().customerDelivered()).isZero();
  }
}
