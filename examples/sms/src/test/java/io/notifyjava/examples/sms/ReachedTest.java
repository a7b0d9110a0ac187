package io.notifyjava.examples.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.examples.common.Environment;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.testkit.wire.Latency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReachedTest {

  private static final String TWICE = "+8613800138000";
  private static final String ONCE = "+8613800138001";
  private static final Latency NONE = Latency.parse("0ms", 1);

  private final List<Carrier> carriers =
      List.of(
          SimulatedAliyun.start(NONE, Faults.NONE),
          SimulatedHuawei.start(NONE, Faults.NONE),
          SimulatedXuanwu.start(NONE, Faults.NONE));
  private final Reached reached = new Reached();

  @AfterEach
  void close() {
    carriers.forEach(Carrier::close);
  }

  @ParameterizedTest
  @EnumSource
  void a_number_that_two_vendors_took_is_a_duplicate_though_neither_saw_it_twice(Vendor first) {
    Vendor second = Vendor.values()[(first.ordinal() + 1) % Vendor.values().length];

    reached.add(sent(first, TWICE));
    reached.add(sent(first, ONCE));
    assertThat(reached.duplicates(carriers)).isZero();

    sent(second, TWICE);

    assertThat(reached.duplicates(carriers)).isEqualTo(1);
    assertThat(carriers)
        .allMatch(carrier -> carrier.counts().orElseThrow().duplicates() == 0)
        .allMatch(carrier -> carrier.accepted(ONCE) == (carrier.vendor() == first ? 1 : 0));
  }

  private BatchItem sent(Vendor vendor, String phone) {
    Carrier carrier = carriers.get(vendor.ordinal());
    SmsCommand options = new SmsCommand();
    options.recipients = 1L;
    SmsTemplates templates = Plan.of(options, Environment.of(Map.of(), null)).templates();
    SmsMessage message =
        SmsMessage.to(phone).template("parcel").with("parcel", "P-1").with("hour", "9").build();
    try (Notifier notifier =
        Notifier.builder()
            .smsTemplates(templates)
            .provider(vendor.account(), carrier.account())
            .build()) {
      SendResult result = notifier.send(message);
      assertThat(result.isAccepted()).isTrue();
      return new BatchItem(0, message, result);
    }
  }
}
