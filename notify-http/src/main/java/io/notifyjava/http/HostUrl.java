package io.notifyjava.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Reads the URL of a provider's host. */
final class HostUrl {

  /**
   * OkHttp repairs what it reads (spaces, backslashes, a missing slash); a setting must be right.
   */
  private static final Pattern PLAIN =
      Pattern.compile("(?i)https?://[^\\s\\\\/?#]+(/[^\\s\\\\]*)?");

  private static final String EXPECTED = ": expected a URL such as https://api.example.com, but ";

  private HostUrl() {}

  /** Returns the URL, or adds to the problems what is wrong with it. */
  static Optional<HttpUrl> parse(
      String name, String text, boolean allowPlainHttp, List<String> problems) {
    // A refused URL may hold a password or a key, so no problem repeats more than the host.
    String authority = text.replaceFirst("(?i)^https?://", "").replaceFirst("[/?#].*", "");
    if (authority.contains("@")) {
      problems.add(name + EXPECTED + "found a user name before the host; send credentials by call");
      return Optional.empty();
    }
    if (text.contains("?") || text.contains("#")) {
      problems.add(name + EXPECTED + "found a query or fragment; add parameters to each call");
      return Optional.empty();
    }
    HttpUrl url = PLAIN.matcher(text).matches() ? HttpUrl.parse(text) : null;
    if (url == null) {
      problems.add(name + EXPECTED + "found something else; check scheme, host, port and spaces");
      return Optional.empty();
    }
    if (!url.isHttps() && !allowPlainHttp) {
      problems.add(
          name
              + ": expected https, but found http for "
              + url.host()
              + "; use https, or accept with allowPlainHttp that everybody on the way can read what is"
              + " sent");
      return Optional.empty();
    }
    return Optional.of(url);
  }
}
