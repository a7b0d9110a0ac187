package io.notifyjava.examples.sms;

import io.notifyjava.sms.aliyun.AliyunSms;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.simulator.AliyunSmsReply;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.Latency;
import java.util.Optional;

/** A simulator of Aliyun in this process. */
record SimulatedAliyun(AliyunSmsSimulator simulator) implements Carrier {

  static SimulatedAliyun start(Latency latency, Faults faults) {
    AliyunSmsSimulator simulator =
        AliyunSmsSimulator.builder().latency(latency).limits(false).recentRequests(0).start();
    if (!faults.isNone()) {
      simulator
          .onSend()
          .whenRequest(faults.systemError())
          .answer(AliyunSmsReply.error("isp.SYSTEM_ERROR"));
      simulator
          .onSend()
          .whenRequest(faults.throttle())
          .answer(AliyunSmsReply.error("Throttling.User"));
      simulator.onSend().whenRequest(faults.silence()).actThen(Fault.SILENCE);
    }
    return new SimulatedAliyun(simulator);
  }

  @Override
  public Vendor vendor() {
    return Vendor.ALIYUN;
  }

  @Override
  public ProviderSetup account() {
    return AliyunSms.account()
        .accessKey(simulator.accessKeyId(), simulator.accessKeySecret())
        .baseUrl(simulator.baseUrl().toString())
        .allowPlainHttp(true)
        .build();
  }

  @Override
  public Optional<SimCounts> counts() {
    var counts = simulator.counts();
    return Optional.of(new SimCounts(counts.sendCalls(), counts.accepted(), counts.duplicates()));
  }

  @Override
  public int accepted(String phone) {
    return simulator.accepted(phone);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
