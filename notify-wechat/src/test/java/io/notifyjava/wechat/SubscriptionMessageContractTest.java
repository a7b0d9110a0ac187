package io.notifyjava.wechat;

import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.simulator.AccountKind;

class SubscriptionMessageContractTest extends ProviderContract<SubscriptionMessage> {

  @Override
  protected ProviderFixture<SubscriptionMessage> fixture() {
    return SubscriptionContracts.fixture(Subscriptions.miniProgram(), AccountKind.MINI_PROGRAM);
  }
}
