package io.notifyjava.examples.sms;

import io.notifyjava.sms.huawei.HuaweiSms;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.Latency;
import java.util.Optional;

/** A simulator of Huawei's service in this process. */
record SimulatedHuawei(HuaweiSmsSimulator simulator) implements Carrier {

  static SimulatedHuawei start(Latency latency, Faults faults) {
    HuaweiSmsSimulator simulator =
        HuaweiSmsSimulator.builder()
            .latency(latency)
            .contentLimits(false)
            .recentRequests(0)
            .start();
    if (!faults.isNone()) {
      simulator.onAny().whenRequest(faults.systemError()).status(500);
      simulator.onAny().whenRequest(faults.throttle()).status(429);
      simulator.onAny().whenRequest(faults.silence()).actThen(Fault.SILENCE);
    }
    return new SimulatedHuawei(simulator);
  }

  @Override
  public Vendor vendor() {
    return Vendor.HUAWEI;
  }

  @Override
  public ProviderSetup account() {
    return HuaweiSms.account()
        .appKey(simulator.appKey())
        .appSecret(simulator.appSecret())
        .baseUrl(simulator.baseUrl().toString())
        .allowPlainHttp(true)
        .build();
  }

  @Override
  public Optional<SimCounts> counts() {
    var counts = simulator.counts();
    long calls = counts.calls().values().stream().mapToLong(Long::longValue).sum();
    return Optional.of(new SimCounts(calls, counts.accepted(), counts.duplicates()));
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
