package io.notifyjava.internal.config;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.spi.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * What configuration said, checked.
 *
 * @param engine the notifier's own settings
 * @param accounts by name
 */
public record Configuration(Engine engine, Map<String, ConfiguredAccount> accounts) {

  /** The notifier's own settings; empty where configuration was silent. */
  public record Engine(
      Optional<TimeoutPolicy> timeouts,
      Optional<RetryPolicy> retry,
      Optional<CircuitBreakerPolicy> circuitBreaker,
      Optional<DedupePolicy> dedupe,
      Optional<WindowMemoryPolicy> windowMemory,
      Optional<String> templatesFolder,
      Optional<String> smsTemplatesFile,
      Optional<DeliveryMode> deliveryMode) {}

  /** One account: who makes it, and of what. */
  public record ConfiguredAccount(
      ProviderSetup setup, Settings settings, Optional<RateLimit> rateLimit) {}

  /** Returns the settings of an account that configuration does not describe. */
  public static Settings noSettings() {
    return AccountSettings.NONE;
  }
}
