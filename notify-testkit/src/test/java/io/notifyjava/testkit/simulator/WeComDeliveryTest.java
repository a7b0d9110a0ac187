package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What becomes of messages: duplicates, members' limits, frequency, recall, changed cards. */
class WeComDeliveryTest extends WeComTestBase {

  private static final String CARD =
      "{\"card_type\":\"vote_interaction\",\"main_title\":{\"title\":\"t\"},\"task_id\":\"%s\","
          + "\"checkbox\":{\"question_key\":\"q\",\"option_list\":[{\"id\":\"1\",\"text\":\"一\"}]},"
          + "\"submit_button\":{\"text\":\"提交\",\"key\":\"s\"}}";

  private static String checked(String content, String interval) {
    String body = WeComClient.text("zhangsan", content);
    return body.substring(0, body.length() - 1) + ",\"enable_duplicate_check\":1" + interval + "}";
  }

  @Test
  void duplicateCheck_suppressesTheIdenticalBody_within1800Seconds() {
    JsonNode first = client.message(checked("hi", ""));
    JsonNode again = client.message(checked("hi", ""));
    assertThat(again).isEqualTo(first);
    assertThat(errcode(client.message(checked("hi ", "")))).as("another body").isZero();
    time.pass(Duration.ofSeconds(1799));
    client.message(checked("hi", ""));
    assertThat(wecom.counts().messages()).isEqualTo(2);
    assertThat(wecom.counts().suppressed()).isEqualTo(2);
    time.pass(Duration.ofSeconds(1));
    assertThat(client.message(checked("hi", "")).path("msgid")).isNotEqualTo(first.path("msgid"));
    assertThat(wecom.counts().messages()).isEqualTo(3);
    assertThat(wecom.counts().duplicates()).isEqualTo(1);
  }

  @Test
  void duplicateCheck_hasAnIntervalOfItsOwn() {
    String body = checked("hi", ",\"duplicate_check_interval\":60");
    client.message(body);
    time.pass(Duration.ofSeconds(59));
    client.message(body);
    assertThat(wecom.counts().suppressed()).isEqualTo(1);
    time.pass(Duration.ofSeconds(1));
    client.message(body);
    assertThat(wecom.counts().messages()).isEqualTo(2);
    String longest = checked("hi", ",\"duplicate_check_interval\":14400");
    client.message(longest);
    time.pass(Duration.ofHours(4).minusSeconds(1));
    client = new WeComClient(wecom);
    client.message(longest);
    assertThat(wecom.counts().suppressed()).isEqualTo(2);
  }

  @Test
  void withoutTheCheck_theSameBodyArrivesTwice_andIsCounted() {
    JsonNode first = client.message(WeComClient.text("zhangsan", "hi"));
    JsonNode again = client.message(WeComClient.text("zhangsan", "hi"));
    assertThat(again.path("msgid")).isNotEqualTo(first.path("msgid"));
    assertThat(wecom.counts().messages()).isEqualTo(2);
    assertThat(wecom.counts().duplicates()).isEqualTo(1);
  }

  @Test
  void suppressedDuplicate_isAnsweredAsChosen() {
    start(WeComSimulator.builder().duplicateReply(WeComDuplicateReply.NO_MSGID));
    client.message(checked("hi", ""));
    assertThat(client.message(checked("hi", "")).toString())
        .isEqualTo("{\"errcode\":0,\"errmsg\":\"ok\"}");
    start(WeComSimulator.builder().duplicateReply(WeComDuplicateReply.NEW_MSGID));
    JsonNode first = client.message(checked("hi", ""));
    JsonNode again = client.message(checked("hi", ""));
    assertThat(again.path("msgid").textValue()).isNotEmpty().isNotEqualTo(id(first));
  }

  private static String id(JsonNode reply) {
    return reply.path("msgid").textValue();
  }

  @Test
  void messageThatWasRefusedAfterTheCheck_isNotTakenForADuplicate() {
    start(WeComSimulator.builder().personTimesPerDay(1));
    assertThat(errcode(client.message(checked("one", "")))).isZero();
    assertThat(errcode(client.message(checked("two", "")))).isEqualTo(45009);
    time.pass(Duration.ofHours(14));
    client = new WeComClient(wecom);
    assertThat(errcode(client.message(checked("two", ",\"duplicate_check_interval\":14400"))))
        .isZero();
    assertThat(errcode(client.message(checked("three", ",\"duplicate_check_interval\":14400"))))
        .isEqualTo(45009);
    wecom.reset();
    client = new WeComClient(wecom);
    assertThat(errcode(client.message(checked("three", ",\"duplicate_check_interval\":14400"))))
        .isZero();
    assertThat(wecom.counts().suppressed()).isZero();
  }

  @Test
  void refusedMessage_canBeSentAgainAtOnce_whenTheDayTurns() {
    start(WeComSimulator.builder().personTimesPerDay(1));
    time.pass(Duration.ofHours(14).minusMinutes(1));
    assertThat(errcode(client.message(checked("one", "")))).isZero();
    assertThat(errcode(client.message(checked("two", "")))).isEqualTo(45009);
    time.pass(Duration.ofMinutes(1));
    assertThat(errcode(client.message(checked("two", "")))).isZero();
    assertThat(wecom.counts().suppressed()).isZero();
    assertThat(wecom.counts().messages()).isEqualTo(2);
  }

  @Test
  void member_gets30AMinute_theRestIsDroppedWithoutAWord() {
    for (int i = 0; i < 31; i++) {
      assertThat(errcode(client.message(WeComClient.text("zhangsan|lisi-" + i, "m" + i)))).isZero();
    }
    assertThat(wecom.counts().messages()).isEqualTo(31);
    assertThat(wecom.counts().dropped()).isEqualTo(1);
    assertThat(wecom.counts().people()).isEqualTo(61);
    time.pass(Duration.ofMinutes(1));
    client.message(WeComClient.text("zhangsan", "again"));
    assertThat(wecom.counts().dropped()).isEqualTo(1);
  }

  @Test
  void member_gets1000AnHour() {
    String everybody = "zhangsan";
    for (int minute = 0; minute < 34; minute++) {
      for (int i = 0; i < 30; i++) {
        client.message(WeComClient.text(everybody, minute + " " + i));
      }
      time.pass(Duration.ofMinutes(1));
    }
    assertThat(wecom.counts().people()).isEqualTo(1000);
    assertThat(wecom.counts().dropped()).isEqualTo(20);
    time.pass(Duration.ofMinutes(26));
    client.message(WeComClient.text(everybody, "the next hour"));
    assertThat(wecom.counts().people()).isEqualTo(1001);
  }

  @Test
  void memberLimits_canBeSwitchedOff() {
    start(WeComSimulator.builder().memberLimits(false));
    for (int i = 0; i < 40; i++) {
      client.message(WeComClient.text("zhangsan", "m" + i));
    }
    assertThat(wecom.counts().people()).isEqualTo(40);
  }

  @Test
  void frequencyOfACall_isLimitedByChoice_thenBlockedForAMinuteOrAnHour() {
    start(WeComSimulator.builder().callLimits(3, 5));
    String token = client.token();
    for (int i = 0; i < 3; i++) {
      assertThat(errcode(client.message(WeComClient.text("a", "m" + i)))).isZero();
    }
    assertThat(errcode(client.message(WeComClient.text("a", "m")))).isEqualTo(45009);
    time.pass(Duration.ofSeconds(59));
    assertThat(errcode(client.message(WeComClient.text("a", "m")))).isEqualTo(45009);
    assertThat(client.token()).isEqualTo(token);
    time.pass(Duration.ofSeconds(1));
    assertThat(errcode(client.message(WeComClient.text("a", "m4")))).isZero();
    assertThat(errcode(client.message(WeComClient.text("a", "m5")))).isZero();
    assertThat(errcode(client.message(WeComClient.text("a", "m6"))))
        .as("an hour's")
        .isEqualTo(45009);
    time.pass(Duration.ofMinutes(59));
    assertThat(errcode(client.message(WeComClient.text("a", "m6")))).isEqualTo(45009);
    time.pass(Duration.ofMinutes(1));
    assertThat(errcode(client.message(WeComClient.text("a", "m6")))).isZero();
    assertThatThrownBy(() -> WeComSimulator.builder().callLimits(-1, 0))
        .hasMessage("perMinute is zero or more, but was -1; use 0 for no limit");
  }

  @Test
  void concurrentCalls_beyondTheChosenNumber_are45033() throws Exception {
    CountDownLatch refusals = new CountDownLatch(8);
    AtomicBoolean meeting = new AtomicBoolean();
    wecom.close();
    wecom =
        WeComSimulator.builder()
            .concurrentCalls(4)
            .clock(time)
            // Asked for by calls that were let in: they stay until all others have come.
            .ticker(
                () -> {
                  if (meeting.get()) {
                    awaitQuietly(refusals);
                  }
                  return time.ticker();
                })
            .start();
    client = new WeComClient(wecom);
    String token = client.token();
    meeting.set(true);
    List<Integer> codes =
        atOnce(
            12,
            i -> {
              int code = errcode(client.withToken(token).message(WeComClient.text("a", "m" + i)));
              if (code == 45033) {
                refusals.countDown();
              }
              return code;
            });
    meeting.set(false);
    assertThat(codes).containsOnly(0, 45033);
    assertThat(codes.stream().filter(code -> code == 0)).hasSize(4);
    assertThat(errcode(client.message(WeComClient.text("a", "afterwards")))).isZero();
    wecom.onMessage().once().fault(io.notifyjava.testkit.wire.Fault.RESET_AFTER_REQUEST);
    assertThatThrownBy(() -> client.message(WeComClient.text("a", "broken")))
        .isInstanceOf(java.io.UncheckedIOException.class);
    assertThat(
            atOnce(
                4, i -> errcode(client.withToken(token).message(WeComClient.text("a", "n" + i)))))
        .as("broken calls end too")
        .containsOnly(0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is done by one of several threads. */
  private interface Work {
    int at(int thread);
  }

  private static List<Integer> atOnce(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.at(thread);
                }));
      }
      start.countDown();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void checkedMessage_from32ThreadsAtOnce_arrivesOnce() throws Exception {
    String token = client.token();
    String body = checked("hi", "");
    List<Integer> codes = atOnce(32, i -> errcode(client.withToken(token).message(body)));
    assertThat(codes).containsOnly(0);
    assertThat(wecom.counts().messages()).isEqualTo(1);
    assertThat(wecom.counts().suppressed()).isEqualTo(31);
  }

  @Test
  void member_from32ThreadsAtOnce_gets30() throws Exception {
    String token = client.token();
    atOnce(
        32, i -> errcode(client.withToken(token).message(WeComClient.text("zhangsan", "m" + i))));
    assertThat(wecom.counts().people()).isEqualTo(30);
    assertThat(wecom.counts().dropped()).isEqualTo(2);
  }

  private int recall(String msgid) {
    return errcode(client.call("message/recall", "{\"msgid\":\"" + msgid + "\"}"));
  }

  @Test
  void recall_takesAMessageBack_for24Hours() {
    start(WeComSimulator.builder().application(AGENT, "s1").application(OTHER_AGENT, "s2"));
    String msgid = id(client.message(WeComClient.text("zhangsan", "hi")));
    assertThat(recall(msgid)).isZero();
    assertThat(wecom.counts().recalled()).isEqualTo(1);
    char other = msgid.charAt(9) == 'A' ? 'B' : 'A';
    assertThat(recall(msgid.substring(0, 9) + other + msgid.substring(10))).isEqualTo(40058);
    assertThat(recall("M1")).isEqualTo(40058);
    assertThat(recall("")).isEqualTo(40063);
    WeComClient mine = client;
    client =
        client.withToken(client.tokenReply(wecom.corpId(), "s2").path("access_token").asText());
    assertThat(recall(msgid)).as("another application's").isEqualTo(40058);
    client = mine;
    String checked = id(client.message(checked("hi", "")));
    time.pass(Duration.ofDays(1).minusMillis(1));
    client = new WeComClient(wecom);
    assertThat(recall(checked)).isZero();
    time.pass(Duration.ofMillis(1));
    assertThat(recall(checked)).isEqualTo(40058);
  }

  private JsonNode update(String code, String more) {
    return client.call(
        "message/update_template_card",
        "{\"userids\":[\"zhangsan\",\"nobody\"],\"agentid\":1000002,\"response_code\":\""
            + code
            + "\","
            + more
            + "}");
  }

  private String responseCode(String task) {
    return client
        .message(WeComClient.body("zhangsan", "template_card", CARD.formatted(task)))
        .path("response_code")
        .asText();
  }

  @Test
  void card_isChangedOnce_within72Hours() {
    wecom.person("nobody").isUnknown();
    String button = "\"button\":{\"replace_name\":\"done\"}";
    String code = responseCode("t1");
    assertThat(errcode(update(code, "\"button\":{}"))).isEqualTo(40058);
    JsonNode reply = update(code, button);
    assertThat(errcode(reply)).isZero();
    assertThat(reply.path("invaliduser").toString()).isEqualTo("[\"nobody\"]");
    assertThat(errcode(update(code, button))).as("used").isEqualTo(40058);
    assertThat(errcode(update("", button))).isEqualTo(40058);
    assertThat(errcode(update(responseCode("t2"), "\"template_card\":" + CARD.formatted("t2"))))
        .isZero();
    String late = responseCode("t3");
    String later = responseCode("t4");
    time.pass(Duration.ofDays(3).minusMillis(1));
    client = new WeComClient(wecom);
    assertThat(errcode(update(late, button))).isZero();
    time.pass(Duration.ofMillis(1));
    assertThat(errcode(update(later, button))).isEqualTo(40058);
    assertThat(wecom.counts().cardsUpdated()).isEqualTo(3);
    String wrongAgent =
        "{\"agentid\":7,\"response_code\":\"" + responseCode("t5") + "\"," + button + "}";
    assertThat(errcode(client.call("message/update_template_card", wrongAgent))).isEqualTo(40056);
  }

  private int group(String chatId, String type, String content) {
    return errcode(
        client.call(
            "appchat/send",
            "{\"chatid\":\""
                + chatId
                + "\",\"msgtype\":\""
                + type
                + "\",\""
                + type
                + "\":"
                + content
                + ",\"safe\":0}"));
  }

  @Test
  void group_takesMessages_ifItIsThere() {
    assertThat(group("chat1", "text", "{\"content\":\"hi\"}")).isZero();
    assertThat(group("chat1", "markdown", "{\"content\":\"# hi\"}")).isZero();
    assertThat(group("chat1", "text", "{\"content\":\"\"}")).isEqualTo(44004);
    assertThat(group("chat1", "template_card", CARD)).isEqualTo(40008);
    assertThat(group("", "text", "{\"content\":\"hi\"}")).isEqualTo(86001);
    assertThat(group("c".repeat(33), "text", "{\"content\":\"hi\"}")).isEqualTo(86001);
    wecom.group("chat2");
    assertThat(group("chat1", "text", "{\"content\":\"hi\"}")).isEqualTo(86003);
    assertThat(group("chat2", "text", "{\"content\":\"hi\"}")).isZero();
    assertThat(wecom.counts().groupMessages()).isEqualTo(3);
    assertThat(errcode(client.withToken("bad").call("appchat/send", "{}"))).isEqualTo(40014);
  }
}
