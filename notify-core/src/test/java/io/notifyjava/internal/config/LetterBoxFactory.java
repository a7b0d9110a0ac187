package io.notifyjava.internal.config;

import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import java.time.Duration;
import java.util.List;

/** A factory on the tests' class path, whose vendor allows two calls an hour. */
public final class LetterBoxFactory implements ProviderFactory {

  @Override
  public String type() {
    return "letter-box";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("app-id", Setting.Kind.TEXT, "The id."),
        Setting.required("app-secret", Setting.Kind.SECRET, "The secret."),
        Setting.withDefault("connect-timeout", Setting.Kind.DURATION, "3s", "How long."),
        Setting.optional("backup-urls", Setting.Kind.LIST, "More hosts."),
        Setting.optional("connections", Setting.Kind.INTEGER, "How many."),
        Setting.withDefault("plain", Setting.Kind.BOOLEAN, "false", "Whether."));
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    return ScriptedProvider.ofNotes()
        .rated(RateLimit.of(2, Duration.ofHours(1)).withMaxWait(Duration.ZERO));
  }
}
