package io.notifyjava.spi;

/**
 * Makes a provider out of what the notifier gives it: the way in which a module's own builder is
 * plugged into a notifier.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProviderSetup {

  /**
   * Makes the provider of one account. Called once, while the notifier is built; no I/O.
   *
   * @throws io.notifyjava.result.ConfigurationException with every problem at once
   */
  Provider<?> create(ProviderContext context);
}
