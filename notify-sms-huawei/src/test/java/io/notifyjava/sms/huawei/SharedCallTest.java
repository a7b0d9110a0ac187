package io.notifyjava.sms.huawei;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.PhoneNumber;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.huawei.HuaweiSmsProvider.Item;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far the search for a message goes that spoils a call. */
class SharedCallTest {

  private static final Request.Extras NOTHING = new Request.Extras(null, null);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE / 2);

  private static List<Item> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Item(
                    PhoneNumber.of("138" + (10_000_000 + i)),
                    new Content("88", "t", List.of("c" + i), null)))
        .toList();
  }

  private List<SendResult> send(int count, Duration limit, Supplier<WireReply> reply) {
    try (WireServer server =
            WireServer.builder()
                .handler(
                    request -> {
                      calls.incrementAndGet();
                      return reply.get();
                    })
                .start();
        Calls made =
            new Calls(
                HttpExchange.builder()
                    .baseUrl(server.baseUrl().toString())
                    .allowPlainHttp(true)
                    .readTimeout(Duration.ofMinutes(10))
                    .build(),
                (path, body, now) -> Map.of(),
                "",
                new ManualClock(),
                new Redactor(List.of()))) {
      return new SharedCall(made, NOTHING, nanos::get, limit).send(items(count));
    }
  }

  private static WireReply refusal(String code) {
    return WireReply.json("{\"code\":\"" + code + "\",\"description\":\"bad\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"E000503", "E000000"})
  void refusalOfParameters_isSearchedToTheLastMessage(String code) {
    List<SendResult> results = send(4, LIMIT, () -> refusal(code));

    assertThat(calls).as("one of four, two of two, four of one").hasValue(7);
    assertThat(results).hasSize(4).allSatisfy(r -> assertThat(r).isRejected().withCode(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"E000105", "E000623", "E999999"})
  void refusalForAnotherReason_isNotSearched(String code) {
    assertThat(send(4, LIMIT, () -> refusal(code))).hasSize(4);
    assertThat(calls).hasValue(1);
  }

  @Test
  void search_endsAfterFortyCalls_andTellsTheRestThatNothingWasSent() {
    List<SendResult> results = send(500, LIMIT, () -> refusal("E000503"));

    assertThat(calls).hasValue(40);
    assertThat(results).hasSize(500);
    assertThat(results.get(0)).isRejected().withCode("E000503").isFinal();
    assertThat(results.get(499))
        .isRejected()
        .withReason(FailureReason.TIMEOUT)
        .withCode("shared-call-refused")
        .isRetryable()
        .textContains("nothing was sent to this one");
  }

  @Test
  void search_endsWithTheTimeLimit() {
    List<SendResult> results =
        send(
            4,
            LIMIT,
            () -> {
              nanos.addAndGet(LIMIT.toNanos());
              return refusal("E000503");
            });

    assertThat(calls).hasValue(1);
    assertThat(results)
        .hasSize(4)
        .allSatisfy(r -> assertThat(r).isRejected().withCode("shared-call-refused"));
  }

  @Test
  void noTimeAtAll_isNoBlameOnOthers() {
    List<SendResult> results = send(2, Duration.ZERO, () -> refusal("E000503"));

    assertThat(calls).hasValue(0);
    assertThat(results)
        .hasSize(2)
        .allSatisfy(
            r -> assertThat(r.failure().orElseThrow().code()).isNotEqualTo("shared-call-refused"));
  }

  /** Who was taken must not get it again, whatever the others' statuses are called. */
  @Test
  void answerForEachNumber_isNeverSearched() {
    List<SendResult> results =
        send(
            2,
            LIMIT,
            () ->
                WireReply.json(
                    "{\"code\":\"E000510\",\"description\":\"d\",\"result\":[%s,%s]}"
                        .formatted(
                            HuaweiFixture.item("+8613810000000", "000000", "id-1"),
                            HuaweiFixture.item("+8613810000001", "E000503", "id-2"))));

    assertThat(calls).hasValue(1);
    assertThat(results.get(0)).isAccepted();
    assertThat(results.get(1)).isRejected().withCode("E000503");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void call_getsTheTimeThatIsLeft() {
    List<SendResult> results =
        send(2, Duration.ofMillis(200), () -> WireReply.fault(Fault.SILENCE));

    assertThat(results).hasSize(2).allSatisfy(r -> assertThat(r).isUnknown());
  }
}
