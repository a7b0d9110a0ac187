package io.notifyjava.redis;

import io.notifyjava.message.Secret;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Redis URI.
 *
 * @param user null for the default user
 */
record RedisAddress(
    boolean tls,
    String host,
    int port,
    int database,
    @Nullable String user,
    @Nullable Secret password) {

  private static final int PORT = 6_379;
  private static final int MOST_DATABASES = 65_535;

  static RedisAddress of(URI address) {
    Objects.requireNonNull(address, "address");
    String scheme = address.getScheme();
    boolean tls = "rediss".equals(scheme);
    if (!tls && !"redis".equals(scheme)) {
      throw wrong("its scheme is " + scheme);
    }
    String host = address.getHost();
    if (host == null) {
      // So it is too if the password holds a character that must be written as %40 or the like.
      throw wrong("it has no host; is a special character of the password not percent-encoded?");
    }
    if (address.getQuery() != null || address.getFragment() != null) {
      throw wrong("it has a query or a fragment, which mean nothing here");
    }
    String[] login = login(address.getUserInfo());
    return new RedisAddress(
        tls,
        // Brackets belong to the URI of an IPv6 address, not to the address.
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        address.getPort() < 0 ? PORT : address.getPort(),
        database(address.getPath()),
        login[0].isEmpty() ? null : login[0],
        login[1].isEmpty() ? null : Secret.of(login[1]));
  }

  /** Returns user and password, empty where there is none. */
  private static String[] login(@Nullable String text) {
    if (text == null) {
      return new String[] {"", ""};
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw wrong("what stands before @ is not user:password or :password");
    }
    return new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }

  private static int database(@Nullable String path) {
    if (path == null || path.length() < 2) {
      return 0;
    }
    String digits = path.substring(1);
    if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong("its path is not the number of a database");
    }
    int number = Integer.parseInt(digits);
    if (number > MOST_DATABASES) {
      throw wrong("the number of its database is " + number);
    }
    return number;
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "A Redis URI must be redis://host:port/database, or rediss:// for TLS, but " + what);
  }

  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "rediss://" : "redis://") + shown + ":" + port + "/" + database;
  }
}
