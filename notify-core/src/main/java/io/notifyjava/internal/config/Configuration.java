package io.notifyjava.internal.config;

import io.notifyjava.limit.FailMode;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.Limits;
import io.notifyjava.limit.MemoryLimitStore;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import io.notifyjava.route.Route;
import io.notifyjava.route.Router;
import io.notifyjava.route.Routers;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.spi.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What configuration said, checked.
 *
 * @param engine the notifier's own settings
 * @param accounts by name
 * @param routes by the channel or the type of message that takes them
 * @param limits empty if there are none
 */
public record Configuration(
    Engine engine,
    Map<String, ConfiguredAccount> accounts,
    Map<String, ConfiguredRoute> routes,
    Optional<ConfiguredLimits> limits) {

  /** Returns the router that these routes describe; a type's own route wins over its channel's. */
  public Router router(RandomGenerator random) {
    if (routes.isEmpty()) {
      return Router.byType();
    }
    Map<String, Router> routers = new HashMap<>();
    routes.forEach((name, route) -> routers.put(name, route.router(random)));
    return message -> {
      Router ofType = routers.get(message.typeName());
      Router found = ofType == null ? routers.get(message.channel().name()) : ofType;
      return found == null ? Optional.empty() : found.route(message);
    };
  }

  /** The notifier's own settings; empty where configuration was silent. */
  public record Engine(
      Optional<TimeoutPolicy> timeouts,
      Optional<RetryPolicy> retry,
      Optional<CircuitBreakerPolicy> circuitBreaker,
      Optional<DedupePolicy> dedupe,
      Optional<WindowMemoryPolicy> windowMemory,
      Optional<String> templatesFolder,
      Optional<String> smsTemplatesFile,
      Optional<DeliveryMode> deliveryMode,
      Optional<OutboxOptions> outbox) {}

  /** One account: who makes it, and of what. */
  public record ConfiguredAccount(
      ProviderSetup setup, Settings settings, Optional<RateLimit> rateLimit) {}

  /**
   * Where messages go.
   *
   * @param weights by account; empty if only the order counts
   */
  public record ConfiguredRoute(Route order, Map<String, Integer> weights) {

    Router router(RandomGenerator random) {
      return weights.isEmpty() ? always(Optional.of(order)) : Routers.weighted(weights, random);
    }
  }

  /**
   * One limit.
   *
   * @param path where it stands
   * @param accounts those whose messages it counts; empty for all
   * @param templates those whose messages it counts; empty for all
   */
  public record ConfiguredLimit(
      Limit limit, String path, List<String> accounts, List<String> templates) {}

  /**
   * Limits that are counted in memory.
   *
   * @param maxKeys keys counted at most; empty for the store's default
   * @param whenFull what becomes of others
   */
  public record ConfiguredLimits(
      List<ConfiguredLimit> all,
      FailMode whenStoreFails,
      Optional<Integer> maxKeys,
      FailMode whenFull) {

    /** Returns the limits with a store of their own. */
    public Limits limits(LongSupplier ticker) {
      MemoryLimitStore.Builder store = MemoryLimitStore.builder().whenFull(whenFull).ticker(ticker);
      maxKeys.ifPresent(store::maxKeys);
      return Limits.builder()
          .limits(all.stream().map(ConfiguredLimit::limit).toList())
          .whenStoreFails(whenStoreFails)
          .store(store.build())
          .build();
    }
  }

  private static Router always(Optional<Route> route) {
    return message -> route;
  }

  /** Returns the settings of an account that configuration does not describe. */
  public static Settings noSettings() {
    return AccountSettings.NONE;
  }
}
