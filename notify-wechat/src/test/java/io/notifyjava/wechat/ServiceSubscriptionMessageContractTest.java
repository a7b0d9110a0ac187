package io.notifyjava.wechat;

import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.simulator.AccountKind;

class ServiceSubscriptionMessageContractTest extends ProviderContract<ServiceSubscriptionMessage> {

  @Override
  protected ProviderFixture<ServiceSubscriptionMessage> fixture() {
    return SubscriptionContracts.fixture(Subscriptions.service(), AccountKind.SERVICE);
  }
}
