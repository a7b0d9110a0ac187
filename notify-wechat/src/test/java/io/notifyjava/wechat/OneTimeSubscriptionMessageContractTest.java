package io.notifyjava.wechat;

import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.simulator.AccountKind;

class OneTimeSubscriptionMessageContractTest extends ProviderContract<OneTimeSubscriptionMessage> {

  @Override
  protected ProviderFixture<OneTimeSubscriptionMessage> fixture() {
    return SubscriptionContracts.fixture(Subscriptions.oneTime(), AccountKind.SERVICE);
  }
}
