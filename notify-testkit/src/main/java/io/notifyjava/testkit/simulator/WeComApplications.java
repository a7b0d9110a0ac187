package io.notifyjava.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The applications of the corporation; fixed once built, so thread-safe. */
final class WeComApplications {

  private final Map<Long, WeComApplication> byAgent = new LinkedHashMap<>();

  WeComApplications(Map<Long, String> secrets) {
    secrets.forEach((agent, secret) -> byAgent.put(agent, new WeComApplication(agent, secret)));
  }

  WeComApplication first() {
    return byAgent.values().iterator().next();
  }

  WeComApplication get(long agentId) {
    return Objects.requireNonNull(byAgent.get(agentId));
  }

  @Nullable WeComApplication find(long agentId) {
    return byAgent.get(agentId);
  }

  Optional<WeComApplication> ofSecret(String secret) {
    return byAgent.values().stream().filter(app -> app.secret().equals(secret)).findFirst();
  }

  void reset() {
    byAgent.values().forEach(WeComApplication::reset);
  }
}
