package io.notifyjava.sms.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.event.OutboxEvent;
import io.notifyjava.event.ResultEvent;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.MemoryOutboxStore;
import io.notifyjava.testkit.simulator.AliyunSmsApi;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node dies with shared calls in flight; the next one asks Aliyun what became of each message.
 */
@Timeout(60)
class LostNodeTest {

  private final ManualClock clock = new ManualClock();
  private final MemoryOutboxStore store = new MemoryOutboxStore(clock);
  private final AliyunSmsSimulator aliyun =
      AliyunSmsSimulator.builder()
          .accessKey("LTAI5tTestKeyId", "testKeySecretOfThirty012345678")
          .clock(clock)
          .start();
  private DeliveryMode mode = DeliveryMode.AT_MOST_ONCE;
  private int inFlight = 64;

  @AfterEach
  void close() {
    aliyun.close();
  }

  private Notifier node(OutboxStore store, NotifierListener listener) {
    return Notifier.builder()
        .smsTemplates(Texts.templates())
        .provider(
            "sms",
            AliyunSms.account()
                .baseUrl(aliyun.baseUrl().toString())
                .allowPlainHttp(true)
                .accessKey(aliyun.accessKeyId(), aliyun.accessKeySecret())
                .build())
        .retry(RetryPolicy.never())
        .deliveryMode(mode)
        .clock(clock)
        .listener(listener)
        .outbox(store, OutboxOptions.builder().inFlight(inFlight).build())
        .build();
  }

  /** A first node sends them and dies; a second one ends what it left. */
  private void crash(List<SmsMessage> messages, Duration silence) throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(messages.size());
    NotifierListener results =
        new NotifierListener() {
          @Override
          public void onResult(ResultEvent event) {
            sent.countDown();
          }
        };
    Notifier first = node(new DyingStore(store).asStore(), results);
    first.outbox().enqueueAll(messages, EnqueueOptions.defaults());
    assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(first.close(Duration.ofSeconds(1)).leased()).isEqualTo(messages.size());
    clock.advance(silence);

    CountDownLatch ended = new CountDownLatch(messages.size());
    NotifierListener ends =
        new NotifierListener() {
          @Override
          public void onOutbox(OutboxEvent event) {
            ended.countDown();
          }
        };
    Notifier second = node(store, ends);
    try {
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      second.close(Duration.ofSeconds(5));
    }
  }

  private long count(OutboxState state) {
    return store.counts().of(state);
  }

  @ParameterizedTest
  @EnumSource(DeliveryMode.class)
  void callThatArrived_isFoundForEachOfItsMessages_andNothingIsSentTwice(DeliveryMode mode)
      throws Exception {
    this.mode = mode;
    crash(Texts.different(48), Duration.ofMinutes(2));

    assertThat(count(OutboxState.ACCEPTED)).isEqualTo(48);
    assertThat(aliyun.counts().calls(AliyunSmsApi.SEND_BATCH)).as("calls shared").isPositive();
    assertThat(aliyun.counts().sendCalls()).isLessThan(24);
    assertThat(aliyun.counts().accepted()).isEqualTo(48);
  }

  @Test
  void callWithOneText_isFoundToo() throws Exception {
    crash(Texts.same(48), Duration.ofMinutes(2));

    assertThat(count(OutboxState.ACCEPTED)).isEqualTo(48);
    assertThat(aliyun.counts().calls(AliyunSmsApi.SEND)).isLessThan(24);
    assertThat(aliyun.counts().accepted()).isEqualTo(48);
  }

  /** An {@code OutId} has room for fifty; so the outbox lets no more share a call. */
  @Test
  void manyInFlight_areFoundToo() throws Exception {
    inFlight = 400;
    crash(Texts.same(300), Duration.ofMinutes(2));

    assertThat(count(OutboxState.ACCEPTED)).isEqualTo(300);
    assertThat(aliyun.counts().calls(AliyunSmsApi.SEND)).isBetween(6L, 100L);
    assertThat(aliyun.counts().accepted()).isEqualTo(300);
  }

  @Test
  void callOfDaysAgo_isFoundOnItsDay() throws Exception {
    crash(Texts.different(3), Duration.ofDays(5));

    assertThat(count(OutboxState.ACCEPTED)).isEqualTo(3);
    assertThat(aliyun.counts().calls(AliyunSmsApi.QUERY)).isEqualTo(3);
  }

  @Test
  void callThatNeverArrived_isSentAgain_whereTwiceIsBetterThanNever() throws Exception {
    mode = DeliveryMode.AT_LEAST_ONCE;
    aliyun.onSend().once().fault(Fault.RESET_AFTER_REQUEST);
    crash(Texts.different(10), Duration.ofMinutes(2));

    assertThat(count(OutboxState.ACCEPTED)).isEqualTo(10);
    assertThat(aliyun.counts().accepted()).isEqualTo(10);
    assertThat(aliyun.counts().duplicates()).isZero();
  }

  /** Details come late, and Aliyun does not say by when: that they are missing proves nothing. */
  @Test
  void callThatNeverArrived_isUnknown_forItsAbsenceProvesNothing() throws Exception {
    aliyun.onSend().fault(Fault.RESET_AFTER_REQUEST);
    crash(Texts.different(10), Duration.ofMinutes(2));

    assertThat(count(OutboxState.UNKNOWN)).isEqualTo(10);
    assertThat(aliyun.counts().accepted()).isZero();
  }

  @ParameterizedTest
  @EnumSource(DeliveryMode.class)
  void twoMessagesToOneNumber_ofWhichOneArrived_areNotTakenForEachOther(DeliveryMode mode)
      throws Exception {
    this.mode = mode;
    // A call has each number once, so these make two calls.
    aliyun.onSend().once().fault(Fault.RESET_AFTER_REQUEST);
    crash(
        List.of(
            Texts.moved(Texts.phone(1), "Hall 1"),
            Texts.moved(Texts.phone(1), "Hall 2"),
            Texts.moved(Texts.phone(2), "Hall 1"),
            Texts.moved(Texts.phone(2), "Hall 2")),
        Duration.ofMinutes(2));

    boolean again = mode == DeliveryMode.AT_LEAST_ONCE;
    assertThat(aliyun.counts().accepted()).isBetween(again ? 4L : 1L, again ? 4L : 3L);
    assertThat(count(OutboxState.ACCEPTED)).isEqualTo(aliyun.counts().accepted());
    assertThat(count(OutboxState.UNKNOWN)).isEqualTo(4 - aliyun.counts().accepted());
    assertThat(aliyun.counts().duplicates()).isZero();
  }
}
