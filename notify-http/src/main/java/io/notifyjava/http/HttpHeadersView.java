package io.notifyjava.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;

/**
 * The headers of an answer, read only; names are compared without regard to case.
 *
 * <p>{@link #toString()} shows names and no values, since servers echo what they were sent.
 *
 * @since 0.1.0
 */
public final class HttpHeadersView {

  private static final HttpHeadersView NONE = new HttpHeadersView(Headers.of());

  private final Headers headers;

  HttpHeadersView(Headers headers) {
    this.headers = headers;
  }

  /**
   * Returns a view of the given headers, for tests of those who read answers.
   *
   * @param namesAndValues names and values in turn
   * @throws IllegalArgumentException if a value is missing, or a name or value cannot stand in a
   *     header
   */
  public static HttpHeadersView of(String... namesAndValues) {
    return namesAndValues.length == 0 ? NONE : new HttpHeadersView(Headers.of(namesAndValues));
  }

  /** Returns the first value of that name. */
  public Optional<String> first(String name) {
    Objects.requireNonNull(name, "name");
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        return Optional.of(headers.value(i));
      }
    }
    return Optional.empty();
  }

  /** Returns all values of that name, in the order of arrival; empty if there are none. */
  public List<String> all(String name) {
    return List.copyOf(headers.values(Objects.requireNonNull(name, "name")));
  }

  /** Returns the names, without repeats. */
  public Set<String> names() {
    return Set.copyOf(headers.names());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpHeadersView that && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return headers.hashCode();
  }

  @Override
  public String toString() {
    return headers.names().toString();
  }
}
