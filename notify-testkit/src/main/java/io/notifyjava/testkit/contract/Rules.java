package io.notifyjava.testkit.contract;

import io.notifyjava.message.Message;

/** One group of tests in {@link ProviderContract}, which owns the bench. */
abstract class Rules<M extends Message> {

  /** Returns the bench of the test that runs. */
  abstract Bench<M> bench();
}
