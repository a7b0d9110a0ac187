package io.notifyjava.http;

import static io.notifyjava.spi.Setting.Kind.BOOLEAN;
import static io.notifyjava.spi.Setting.Kind.DURATION;
import static io.notifyjava.spi.Setting.Kind.INTEGER;
import static io.notifyjava.spi.Setting.Kind.LIST;
import static io.notifyjava.spi.Setting.Kind.TEXT;

import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration keys that say how a provider is reached, the same for every account that speaks
 * HTTP. For factories of providers: {@link #after} declares them, {@link #apply} hands them to the
 * account's builder.
 *
 * @since 0.1.0
 */
public final class ConnectionKeys {

  private static final String BASE_URL = "base-url";

  private static final List<Setting> COMMON =
      List.of(
          Setting.optional(
              "backup-urls",
              LIST,
              "Hosts to try in order when the one before certainly got nothing."),
          Setting.withDefault(
              "connect-timeout",
              DURATION,
              "3s",
              "Longest wait for a connection to one address, 1ms to 1h."),
          Setting.withDefault(
              "read-timeout",
              DURATION,
              "5s",
              "Longest silence of the provider while its answer is awaited, 1ms to 1h."),
          Setting.withDefault(
              "write-timeout",
              DURATION,
              "5s",
              "Longest wait until the provider takes more of a request, 1ms to 1h."),
          Setting.withDefault(
              "max-idle-connections",
              INTEGER,
              "256",
              "Connections kept open between calls, 0 to 100000: as many as calls under way."),
          Setting.withDefault(
              "allow-plain-http",
              BOOLEAN,
              "false",
              "Whether http addresses are allowed: everybody on the way can read what is sent."));

  private ConnectionKeys() {}

  /**
   * Returns an account's own settings, followed by these, for {@link ProviderFactory#settings}.
   *
   * @param baseUrl where the provider is unless told otherwise
   */
  public static List<Setting> after(List<Setting> own, String baseUrl) {
    return join(own, Setting.withDefault(BASE_URL, TEXT, baseUrl, "Where the provider is; https."));
  }

  /** The same for a provider without a public address: {@code base-url} is required. */
  public static List<Setting> after(List<Setting> own) {
    return join(own, Setting.required(BASE_URL, TEXT, "Where the provider is; https."));
  }

  private static List<Setting> join(List<Setting> own, Setting baseUrl) {
    return Stream.of(own, List.of(baseUrl), COMMON).flatMap(List::stream).toList();
  }

  /** Hands what is set to the builder; what is not set stays as the builder has it. */
  public static void apply(Settings settings, ConnectionBuilder<?> builder) {
    settings.text(BASE_URL).ifPresent(builder::baseUrl);
    builder.backupUrls(settings.list("backup-urls"));
    settings.duration("connect-timeout").ifPresent(builder::connectTimeout);
    settings.duration("read-timeout").ifPresent(builder::readTimeout);
    settings.duration("write-timeout").ifPresent(builder::writeTimeout);
    settings.integer("max-idle-connections").ifPresent(builder::maxIdleConnections);
    builder.allowPlainHttp(settings.flag("allow-plain-http"));
  }
}
