package io.notifyjava.spi;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.token.TokenStore;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a notifier gives to its providers. May grow; only the engine and test kits implement it.
 *
 * @since 0.1.0
 */
public interface ProviderContext {

  /** Returns the name of the account that is made. */
  String account();

  /** Returns its settings; none if the account was built by a module's own builder. */
  Settings settings();

  /** Returns the wall clock, for instants that are shown or exchanged. */
  Clock clock();

  /**
   * Returns nanoseconds of elapsed time from an arbitrary origin, for measuring and for lifetimes.
   */
  LongSupplier ticker();

  /** Returns the source of jitter; never use it for secrets. */
  RandomGenerator random();

  /** Returns where access tokens are kept. */
  TokenStore tokenStore();

  /** Returns where short work, such as renewing a token early, may run. */
  Executor executor();

  /** Returns the notifier's time limits. */
  TimeoutPolicy timeouts();

  /** Returns the notifier's logical templates of short messages; none if it was given none. */
  SmsTemplates smsTemplates();
}
