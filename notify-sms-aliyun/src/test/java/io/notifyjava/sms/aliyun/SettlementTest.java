package io.notifyjava.sms.aliyun;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.SendResult;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.simulator.AliyunSmsApi;
import io.notifyjava.testkit.simulator.AliyunSmsReply;
import io.notifyjava.testkit.wire.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettlementTest {

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private Optional<SendResult> settle() {
    return bench.provider.settle(Texts.captcha(), bench.sameAgain());
  }

  @Test
  void messageWhoseAnswerWasLost_isFoundByItsOutId() {
    bench.aliyun.onSend().once().actThen(Fault.RESET_AFTER_REQUEST);
    assertThat(bench.send(Texts.captcha())).isUnknown();

    Optional<SendResult> settled = settle();

    assertThat(settled).hasValueSatisfying(result -> assertThat(result).isAccepted());
    assertThat(settled.orElseThrow().orThrow().receipt().providerMessageId()).isEmpty();
    assertThat(bench.aliyun.counts().sendCalls()).isEqualTo(1);
  }

  @Test
  void messageThatNeverArrived_staysUnknown() {
    bench.aliyun.onSend().once().fault(Fault.RESET_AFTER_REQUEST);
    assertThat(bench.send(Texts.captcha())).isUnknown();

    assertThat(settle()).isEmpty();
  }

  @Test
  void anotherMessageToTheNumber_provesNothing() {
    assertThat(bench.send(Texts.captcha())).isAccepted();
    bench.aliyun.onSend().once().fault(Fault.RESET_AFTER_REQUEST);
    assertThat(bench.send(Texts.captcha())).isUnknown();

    assertThat(settle()).isEmpty();
  }

  @Test
  void detailsThatComeLate_areFoundLater() {
    bench.close();
    bench = new Bench(simulator -> simulator.detailsDelay(Duration.ofSeconds(5)), account -> {});
    bench.aliyun.onSend().once().actThen(Fault.RESET_AFTER_REQUEST);
    bench.send(Texts.captcha());

    assertThat(settle()).isEmpty();
    bench.clock.advance(Duration.ofSeconds(6));
    assertThat(settle()).isPresent();
  }

  @Test
  void aroundMidnightInChina_bothDaysAreLookedAt() {
    bench.clock.set(Instant.parse("2026-11-21T15:59:58Z"));
    bench.aliyun.onSend().once().actThen(Fault.RESET_AFTER_REQUEST);
    assertThat(bench.send(Texts.captcha())).isUnknown();
    bench.clock.advance(Duration.ofSeconds(4));

    assertThat(settle()).isPresent();
    assertThat(dates()).containsExactly("20261122", "20261121");
  }

  @Test
  void atNoon_oneDayIsLookedAt() {
    bench.clock.set(Instant.parse("2026-11-21T04:00:00Z"));
    bench.send(Texts.captcha());
    settle();

    assertThat(dates()).containsExactly("20261121");
  }

  @Test
  void laterPages_areReadToo() {
    bench.send(Texts.captcha());
    for (int i = 0; i < 49; i++) {
      bench.send(Texts.captcha());
    }
    // Newest first: the message that is looked for stands last of 50 on the first page.
    assertThat(bench.provider.settle(Texts.captcha(), firstMessage())).isPresent();
    bench.send(Texts.moved("+8613800138000", "Hall 1"));
    assertThat(bench.provider.settle(Texts.captcha(), firstMessage())).isPresent();
    assertThat(bench.aliyun.counts().calls(AliyunSmsApi.QUERY)).isEqualTo(3);
  }

  private SendContext firstMessage() {
    return new SendContext("message-1", 1, Duration.ofSeconds(5), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html>",
        "{\"Code\":\"OK\"}",
        "{\"Code\":\"OK\",\"TotalCount\":3,\"SmsSendDetailDTOs\":7}",
        "{\"Code\":\"OK\",\"TotalCount\":\"x\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[1,null]}}"
      })
  void detailsThatAreNone_proveNothing(String body) {
    bench.send(Texts.captcha());
    bench.aliyun.onQuery().answer(AliyunSmsReply.json(body));

    assertThat(settle()).isEmpty();
  }

  @Test
  void queryThatIsRefused_provesNothing() {
    bench.send(Texts.captcha());
    bench.aliyun.onQuery().answer(AliyunSmsReply.error("Throttling.User"));

    assertThat(settle()).isEmpty();
  }

  /** As a node asks that knows the message and its id alone. */
  private boolean isFoundByItsId(int number) {
    return bench
        .provider
        .settle(
            Texts.moved(Texts.phone(number), "Hall " + number),
            new SendContext("message-" + (number + 1), 1, Duration.ofSeconds(5), true))
        .isPresent();
  }

  @Test
  void messagesOfASharedCall_areFoundByTheirIds() {
    bench.sendAll(Texts.different(50));

    assertThat(IntStream.range(0, 50)).allMatch(this::isFoundByItsId);
  }

  @Test
  void messagesOfACallOfMoreThanFifty_areNotFoundByTheirIds_forMoreHasNoRoom() {
    bench.sendAll(Texts.different(60));

    assertThat(isFoundByItsId(0)).isTrue();
    assertThat(IntStream.range(1, 60)).noneMatch(this::isFoundByItsId);
  }

  @Test
  void messageOfDaysAgo_isLookedForFromItsDayOn_asFarAsDetailsGoBack() {
    bench.clock.set(Instant.parse("2026-11-21T04:00:00Z"));
    bench.provider.settle(
        Texts.captcha(), bench.sameAgain().unknownFor(Duration.ofDays(2).plusHours(13)));
    assertThat(dates()).containsExactly("20261118", "20261119", "20261120", "20261121");

    bench.provider.settle(Texts.captcha(), bench.sameAgain().unknownFor(Duration.ofDays(400)));
    assertThat(dates()).hasSize(4 + 31).contains("20261022").doesNotContain("20261021");
  }

  private List<String> dates() {
    return bench.aliyun.recent(AliyunSmsApi.QUERY).stream()
        .map(seen -> URLDecoder.decode(seen.request().text(), StandardCharsets.UTF_8))
        .map(body -> body.replaceAll(".*SendDate=(\\d+).*", "$1"))
        .toList();
  }
}
