package io.notifyjava.examples.sms;

import io.notifyjava.sms.xuanwu.SignPlacement;
import io.notifyjava.sms.xuanwu.XuanwuSms;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.simulator.XuanwuSmsReply;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.Latency;
import java.util.Optional;

/** A simulator of Xuanwu's MOS interface in this process. */
record SimulatedXuanwu(XuanwuSmsSimulator simulator) implements Carrier {

  /** The only country that Xuanwu reaches; its numbers are written without it. */
  private static final String MAINLAND = "+86";

  static SimulatedXuanwu start(Latency latency, Faults faults) {
    XuanwuSmsSimulator simulator =
        XuanwuSmsSimulator.builder().latency(latency).recentRequests(0).start();
    if (!faults.isNone()) {
      simulator.onMos().whenRequest(faults.systemError()).answer(XuanwuSmsReply.mos(-99));
      simulator.onMos().whenRequest(faults.throttle()).status(429);
      simulator.onMos().whenRequest(faults.silence()).actThen(Fault.SILENCE);
    }
    return new SimulatedXuanwu(simulator);
  }

  @Override
  public Vendor vendor() {
    return Vendor.XUANWU;
  }

  @Override
  public ProviderSetup account() {
    return XuanwuSms.mos()
        .account(simulator.account().name())
        .password(simulator.account().password())
        .signPlacement(SignPlacement.PREFIX)
        .baseUrl(simulator.baseUrl().toString())
        .allowPlainHttp(true)
        .build();
  }

  @Override
  public Optional<SimCounts> counts() {
    var counts = simulator.counts();
    return Optional.of(new SimCounts(counts.allCalls(), counts.messages(), counts.duplicates()));
  }

  @Override
  public int accepted(String phone) {
    return simulator.delivered(phone.substring(MAINLAND.length()));
  }

  @Override
  public void close() {
    simulator.close();
  }
}
