package io.notifyjava.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.notifyjava.testkit.simulator.MediaType;
import io.notifyjava.testkit.simulator.SimulatorCounts;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import java.util.stream.Stream;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * WxJava, unmodified, is refused when one byte of what must be right is wrong, and is told by the
 * code that the platform has for it.
 */
class WxJavaMpRefusedTest {

  private static final String IMAGE = "image-that-is-kept-for-ever";

  /** What WxJava is asked to do. */
  @FunctionalInterface
  private interface Action {
    Object perform(WxMpService client) throws WxErrorException;
  }

  private static final Action TEMPLATE =
      client -> client.getTemplateMsgService().sendTemplateMsg(WxJavaMp.template());
  private static final Action TEXT =
      client -> client.getKefuService().sendKefuMessage(WxJavaMp.text());
  private static final Action PICTURE =
      client ->
          client
              .getKefuService()
              .sendKefuMessage(
                  WxMpKefuMessage.IMAGE().toUser(WxJavaMp.OPEN_ID).mediaId(IMAGE).build());
  private static final Action PAGE =
      client ->
          client
              .getKefuService()
              .sendKefuMessage(WxJavaMp.customerMessages(IMAGE, IMAGE, IMAGE, IMAGE).get(10));
  private static final Action NEWS =
      client ->
          client
              .getKefuService()
              .sendKefuMessage(WxJavaMp.customerMessages(IMAGE, IMAGE, IMAGE, IMAGE).get(5));
  private static final Action TYPING =
      client -> client.getKefuService().sendKfTypingState(WxJavaMp.OPEN_ID, "Typing");
  private static final Action SUBSCRIPTION =
      client -> client.getSubscribeMsgService().send(WxJavaMp.subscription());
  private static final Action ONE_TIME =
      client -> client.getSubscribeMsgService().sendOnce(WxJavaMp.oneTime());
  private static final Action UPLOAD =
      client ->
          client
              .getMaterialService()
              .mediaUpload(
                  "image",
                  "png",
                  new ByteArrayInputStream("\u0089PNG and more".getBytes(ISO_8859_1)));

  private static DynamicTest stable(
      String what, Consumer<FlippingRelay> flip, Action action, int errcode) {
    return refused(what, true, flip, action, errcode);
  }

  private static DynamicTest refused(
      String what, boolean stable, Consumer<FlippingRelay> flip, Action action, int errcode) {
    return DynamicTest.dynamicTest(
        what + " -> " + errcode,
        () -> {
          try (WeChatSimulator wechat = WxJavaMp.start(WxJavaMp.builder());
              FlippingRelay relay = new FlippingRelay(wechat.baseUrl())) {
            wechat.registerMedia(IMAGE, MediaType.IMAGE);
            WxMpService client = WxJavaMp.client(relay.baseUrl(), stable);
            client.setMaxRetryTimes(0);
            flip.accept(relay);
            Throwable thrown = catchThrowable(() -> action.perform(client));
            assertThat(relay.flips()).as("bytes changed").isPositive();
            assertThat(errcode(thrown)).isEqualTo(errcode);
            assertNothingWasDelivered(wechat.counts(), errcode);
          }
        });
  }

  /** WxJava wraps what goes wrong with a token. */
  private static int errcode(Throwable thrown) {
    Throwable cause = thrown;
    while (cause != null && !(cause instanceof WxErrorException)) {
      cause = cause.getCause();
    }
    assertThat(cause).as("what came of it: %s", thrown).isNotNull();
    return ((WxErrorException) cause).getError().getErrorCode();
  }

  private static void assertNothingWasDelivered(SimulatorCounts counts, int errcode) {
    assertThat(counts.errors(errcode)).isPositive();
    assertThat(counts.customerDelivered()).isZero();
    assertThat(counts.templateDelivered()).isZero();
    assertThat(counts.subscriptionDelivered()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> untouchedRequest_passesTheRelay() {
    return Stream.of(TEMPLATE, TEXT, PICTURE, PAGE, NEWS, TYPING, SUBSCRIPTION, ONE_TIME, UPLOAD)
        .map(
            action ->
                DynamicTest.dynamicTest(
                    "untouched",
                    () -> {
                      try (WeChatSimulator wechat = WxJavaMp.start(WxJavaMp.builder());
                          FlippingRelay relay = new FlippingRelay(wechat.baseUrl())) {
                        wechat.registerMedia(IMAGE, MediaType.IMAGE);
                        Object came = action.perform(WxJavaMp.client(relay.baseUrl(), true));
                        assertThat(came).isNotNull().isNotEqualTo(false);
                        assertThat(wechat.counts().errors()).isEmpty();
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> credentials() {
    return Stream.of(
        refused("secret, classic", false, relay -> relay.flipQuery("secret"), TEXT, 40125),
        refused("app id, classic", false, relay -> relay.flipQuery("appid"), TEXT, 40013),
        refused("grant, classic", false, relay -> relay.flipQuery("grant_type"), TEXT, 40002),
        stable("secret, stable", relay -> relay.flipBody(WxJavaMp.SECRET), TEXT, 40125),
        stable("app id, stable", relay -> relay.flipBody(WxJavaMp.APP_ID), TEXT, 40013),
        stable("grant, stable", relay -> relay.flipBody("client_credential"), TEXT, 40002),
        refused("token, classic", false, relay -> relay.flipQuery("access_token"), TEXT, 40001),
        stable("token, customer", relay -> relay.flipQuery("access_token"), TEXT, 40001),
        stable("token, template", relay -> relay.flipQuery("access_token"), TEMPLATE, 40001),
        stable("token, upload", relay -> relay.flipQuery("access_token"), UPLOAD, 40001));
  }

  @TestFactory
  Stream<DynamicTest> templateMessages() {
    return Stream.of(
        stable("open id", relay -> relay.flipBody(WxJavaMp.OPEN_ID), TEMPLATE, 40003),
        stable("name of the open id", relay -> relay.flipBody("\"touser"), TEMPLATE, 40003),
        stable("template id", relay -> relay.flipBody(WxJavaMp.TEMPLATE), TEMPLATE, 40037),
        stable("name of the template id", relay -> relay.flipBody("template_id"), TEMPLATE, 40036),
        stable("key", relay -> relay.flipBody("thing1"), TEMPLATE, 47003),
        stable("type of a key", relay -> relay.flipBody("\"tim", 3, 1), TEMPLATE, 47003),
        stable("span of time", relay -> relay.flipBody("10:00:00~"), TEMPLATE, 47003),
        stable("name of the value", relay -> relay.flipBody("\"value"), TEMPLATE, 47003),
        stable("name of the data", relay -> relay.flipBody("\"data"), TEMPLATE, 47001),
        stable("mini program", relay -> relay.flipBody(WxJavaMp.PROGRAM), TEMPLATE, 40013),
        stable("page", relay -> relay.flipBody("pages/order"), TEMPLATE, 40165),
        stable("first brace", relay -> relay.flipBody("{"), TEMPLATE, 47001),
        stable("a letter's first byte", relay -> relay.flipBody("你", 0, 0x40), TEMPLATE, 47001));
  }

  @TestFactory
  Stream<DynamicTest> customerMessages() {
    return Stream.of(
        stable("open id", relay -> relay.flipBody(WxJavaMp.OPEN_ID), TEXT, 40003),
        stable("kind", relay -> relay.flipBody("\"msgtype\":\"text"), TEXT, 40008),
        stable("name of the kind", relay -> relay.flipBody("\"msgtype"), TEXT, 40008),
        stable("name of the content", relay -> relay.flipBody("\"content"), TEXT, 44004),
        stable("name of the object", relay -> relay.flipBody("\"text\":"), TEXT, 47001),
        stable("staff", relay -> relay.flipBody(WxJavaMp.STAFF), TEXT, 61452),
        stable("link", relay -> relay.flipBody("href"), TEXT, 40213),
        stable("end of the link", relay -> relay.flipBody("</a>"), TEXT, 40214),
        stable("media id", relay -> relay.flipBody(IMAGE), PICTURE, 40007),
        stable("name of the media id", relay -> relay.flipBody("media_id"), PICTURE, 40007),
        stable("kind of a picture", relay -> relay.flipBody("\"msgtype\":\"image"), PICTURE, 40008),
        stable("thumbnail", relay -> relay.flipBody(IMAGE), PAGE, 40007),
        stable("mini program", relay -> relay.flipBody(WxJavaMp.PROGRAM), PAGE, 40013),
        stable("page", relay -> relay.flipBody("pages/order"), PAGE, 40165),
        stable("name of the articles", relay -> relay.flipBody("\"articles"), NEWS, 44003),
        stable("command", relay -> relay.flipBody("\"Typing"), TYPING, 45072),
        stable("open id to type to", relay -> relay.flipBody(WxJavaMp.OPEN_ID), TYPING, 40003));
  }

  @TestFactory
  Stream<DynamicTest> subscriptionsAndUploads() {
    return Stream.of(
        stable("open id", relay -> relay.flipBody(WxJavaMp.OPEN_ID), SUBSCRIPTION, 40003),
        stable("template", relay -> relay.flipBody(WxJavaMp.SUBSCRIPTION), SUBSCRIPTION, 40037),
        stable("key", relay -> relay.flipBody("thing1"), SUBSCRIPTION, 47003),
        stable("type of a key", relay -> relay.flipBody("\"thing"), SUBSCRIPTION, 47003),
        stable("page", relay -> relay.flipBody("pages/order"), SUBSCRIPTION, 41030),
        stable("one-time template", relay -> relay.flipBody(WxJavaMp.ONE_TIME), ONE_TIME, 40037),
        stable("scene", relay -> relay.flipBody("1000", 0, 0x40), ONE_TIME, 40097),
        stable("name of the scene", relay -> relay.flipBody("\"scene"), ONE_TIME, 40097),
        stable("name of the title", relay -> relay.flipBody("\"title"), ONE_TIME, 40062),
        stable("name of the content", relay -> relay.flipBody("\"content"), ONE_TIME, 47003),
        stable("kind of upload", relay -> relay.flipQuery("type"), UPLOAD, 40004),
        stable("first byte of the file", relay -> relay.flipBody("PNG"), UPLOAD, 40005),
        stable("name of the field", relay -> relay.flipBody("name=\"media"), UPLOAD, 41005),
        stable("name of the file", relay -> relay.flipBody("filename"), UPLOAD, 41005),
        stable("disposition", relay -> relay.flipBody("form-data"), UPLOAD, 41005),
        stable("boundary", relay -> relay.flipBody("--"), UPLOAD, 41005));
  }

  @TestFactory
  Stream<DynamicTest> path() {
    return Stream.of(TEMPLATE, TEXT, SUBSCRIPTION)
        .map(
            action ->
                DynamicTest.dynamicTest(
                    "path",
                    () -> {
                      try (WeChatSimulator wechat = WxJavaMp.start(WxJavaMp.builder());
                          FlippingRelay relay = new FlippingRelay(wechat.baseUrl())) {
                        relay.flipPath("send");
                        WxMpService client = WxJavaMp.client(relay.baseUrl(), true);
                        client.setMaxRetryTimes(0);
                        assertThat(catchThrowable(() -> action.perform(client))).isNotNull();
                        assertThat(wechat.counts().calls().keySet())
                            .allSatisfy(api -> assertThat(api.path()).doesNotContain("message"));
                      }
                    }));
  }
}
