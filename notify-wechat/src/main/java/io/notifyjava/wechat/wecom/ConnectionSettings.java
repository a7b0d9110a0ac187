package io.notifyjava.wechat.wecom;

import static io.notifyjava.spi.Setting.Kind.BOOLEAN;
import static io.notifyjava.spi.Setting.Kind.DURATION;
import static io.notifyjava.spi.Setting.Kind.INTEGER;
import static io.notifyjava.spi.Setting.Kind.TEXT;

import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import io.notifyjava.wechat.ConnectionBuilder;
import java.util.ArrayList;
import java.util.List;

/** The settings of both types of account that say how WeCom is reached. */
final class ConnectionSettings {

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.withDefault("base-url", TEXT, WeCom.DEFAULT_BASE_URL, "Where WeCom is; https."),
          Setting.withDefault(
              "connect-timeout",
              DURATION,
              "3s",
              "Longest wait for a connection to one address, 1ms to 1h."),
          Setting.withDefault(
              "read-timeout",
              DURATION,
              "5s",
              "Longest silence of WeCom while its answer is awaited, 1ms to 1h."),
          Setting.withDefault(
              "write-timeout",
              DURATION,
              "5s",
              "Longest wait until WeCom takes more of a request, 1ms to 1h."),
          Setting.withDefault(
              "max-idle-connections",
              INTEGER,
              "256",
              "Connections kept open between calls, 0 to 100000: as many as calls under way."),
          Setting.withDefault(
              "allow-plain-http",
              BOOLEAN,
              "false",
              "Whether http addresses are allowed; for tests only."));

  private ConnectionSettings() {}

  /** Returns an account's own settings, followed by these. */
  static List<Setting> after(Setting... own) {
    List<Setting> all = new ArrayList<>(List.of(own));
    all.addAll(SETTINGS);
    return List.copyOf(all);
  }

  static void apply(Settings settings, ConnectionBuilder<?> builder) {
    settings.text("base-url").ifPresent(builder::baseUrl);
    settings.duration("connect-timeout").ifPresent(builder::connectTimeout);
    settings.duration("read-timeout").ifPresent(builder::readTimeout);
    settings.duration("write-timeout").ifPresent(builder::writeTimeout);
    settings.integer("max-idle-connections").ifPresent(builder::maxIdleConnections);
    builder.allowPlainHttp(settings.flag("allow-plain-http"));
  }
}
