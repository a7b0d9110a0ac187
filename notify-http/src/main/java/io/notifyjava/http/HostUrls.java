package io.notifyjava.http;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of calls to one host.
 *
 * <p>Most calls differ in their bodies only: same path, same token. So the URL that was made last
 * is kept for each of a few paths, and made again only for another query.
 */
final class HostUrls {

  /** A power of two; two paths that share a place take turns, which costs time and nothing else. */
  private static final int PLACES = 8;

  private final HttpUrl host;
  private final AtomicReferenceArray<@Nullable Made> made = new AtomicReferenceArray<>(PLACES);

  HostUrls(HttpUrl host) {
    this.host = host;
  }

  /** Returns the host's name. */
  String name() {
    return host.host();
  }

  HttpUrl of(HttpCall call) {
    int place = call.path().hashCode() & (PLACES - 1);
    Made last = made.get(place);
    if (last != null && last.path.equals(call.path()) && last.query.equals(call.query())) {
      return last.url;
    }
    HttpUrl.Builder builder = host.newBuilder().addEncodedPathSegments(call.path().substring(1));
    for (HttpCall.QueryParameter parameter : call.query()) {
      if (parameter.encoded()) {
        builder.addEncodedQueryParameter(parameter.name(), parameter.value());
      } else {
        builder.addQueryParameter(parameter.name(), parameter.value());
      }
    }
    HttpUrl url = builder.build();
    made.set(place, new Made(call.path(), call.query(), url));
    return url;
  }

  private record Made(String path, List<HttpCall.QueryParameter> query, HttpUrl url) {}
}
