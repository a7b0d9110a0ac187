package io.notifyjava.testkit.simulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Xuanwu simulator with the account of vector D.8 and a client of it, fresh for each test. */
abstract class XuanwuSmsTestBase {

  XuanwuSmsSimulator xuanwu;
  XuanwuSmsClient client;

  @BeforeEach
  void startSimulator() {
    start(XuanwuSmsSimulator.builder());
  }

  @AfterEach
  void stopSimulator() {
    xuanwu.close();
  }

  /** Replaces the running simulator by one with other settings. */
  final void start(XuanwuSmsSimulatorBuilder builder) {
    if (xuanwu != null) {
      xuanwu.close();
    }
    xuanwu = builder.account(XuanwuSmsClient.ACCOUNT, XuanwuSmsClient.PASSWORD).start();
    client = new XuanwuSmsClient(xuanwu);
  }
}
