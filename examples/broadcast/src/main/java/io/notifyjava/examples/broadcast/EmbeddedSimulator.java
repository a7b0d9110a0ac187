package io.notifyjava.examples.broadcast;

import io.notifyjava.testkit.simulator.ClosedShare;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Latency;
import io.notifyjava.wechat.WeChat;
import java.util.Optional;

/**
 * A simulator in this process.
 *
 * @param simulator running
 */
record EmbeddedSimulator(WeChatSimulator simulator) implements Platform {

  static EmbeddedSimulator start(SimulatorSetup setup) {
    WeChatSimulator simulator =
        WeChatSimulator.builder()
            .latency(Latency.parse(setup.latency(), 1))
            .closedWhen(new ClosedShare(setup.closedWindows()))
            .recentRequests(0)
            .start();
    if (setup.quota() != null) {
      simulator.dailyQuota(WeChatApi.CUSTOMER, setup.quota());
    }
    return new EmbeddedSimulator(simulator);
  }

  @Override
  public WeChat.AccountBuilder account() {
    return WeChat.account()
        .appId(simulator.appId())
        .appSecret(simulator.appSecret())
        .baseUrl(simulator.baseUrl().toString())
        .allowPlainHttp(true);
  }

  @Override
  public boolean isSimulated() {
    return true;
  }

  @Override
  public Optional<SimCounts> counts() {
    return Optional.of(SimCounts.of(simulator.counts()));
  }

  @Override
  public void killTokens() {
    simulator.killTokens();
  }

  @Override
  public String title() {
    return "a simulator in this process";
  }

  @Override
  public void close() {
    simulator.close();
  }
}
