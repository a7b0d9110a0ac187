package io.notifyjava.http;

import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * How an account reaches its provider, as a {@link ConnectionBuilder} was told. Immutable and
 * thread-safe. Nothing is right about it until {@link #check} found no problem; only then may
 * {@link #hostHeader}, {@link #basePath} and the exchange be asked for.
 *
 * @since 0.1.0
 */
public final class ConnectionSettings {

  /** The name of a property in a problem's text; hosts stand there in lower case. */
  private static final Pattern PROPERTY = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]+)+");

  private final ExchangeSettings settings;

  ConnectionSettings(ExchangeSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns an exchange that is set up so, ready for a ticker and more.
   *
   * @param redactor takes the account's secrets out of every failure's text
   */
  public HttpExchange.Builder exchange(Redactor redactor) {
    return new HttpExchange.Builder(settings.copy()).redactor(redactor);
  }

  /**
   * Adds what is wrong, each problem under the key of its setting, such as {@code connect-timeout:
   * expected 1 ms to 1 h, but found PT0S}. Opens no connection.
   */
  public void check(List<String> problems) {
    try {
      settings.check();
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> problems.add(asKeys(problem)));
    }
  }

  /**
   * Adds a problem if there are backups: for an account whose requests are signed for one host.
   *
   * @param because why there can be none, such as {@code signature v3 is for one host}
   */
  public void checkNoBackups(String because, List<String> problems) {
    int found = settings.backupUrls.size();
    if (found > 0) {
      problems.add(
          "backup-urls: expected none, since "
              + because
              + ", but found "
              + found
              + "; leave them out");
    }
  }

  private static String asKeys(String problem) {
    return PROPERTY
        .matcher(problem)
        .replaceAll(name -> name.group().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  /** Returns the base URL as it was told; empty if there is none. */
  public String baseUrl() {
    return Objects.requireNonNullElse(settings.baseUrl, "");
  }

  /** Returns the base URL without a slash at the end, so that a path can follow. */
  public String address() {
    return withoutSlash(baseUrl());
  }

  /** Returns the path of the base URL without a slash at the end; empty if there is none. */
  public String basePath() {
    return withoutSlash(HttpUrl.get(baseUrl()).encodedPath());
  }

  /**
   * Returns what the {@code Host} header of a call to the base URL says, for signatures, which must
   * be over what is sent: the port is left out if it is the scheme's own, as OkHttp does.
   */
  public String hostHeader() {
    HttpUrl url = HttpUrl.get(baseUrl());
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Shows nothing: an address that is not checked may hold a password. */
  @Override
  public String toString() {
    return "ConnectionSettings";
  }
}
