package io.notifyjava.testkit.contract;

import io.notifyjava.testkit.TestMessage;

/** A provider that keeps the contract passes it. */
class TinyProviderContractTest extends ProviderContract<TestMessage> {

  @Override
  protected ProviderFixture<TestMessage> fixture() {
    return new TinyFixture();
  }
}
