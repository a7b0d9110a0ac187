package io.notifyjava.http;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Secret;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider, without its host: method, path, query, headers and body.
 *
 * <p>Immutable: each method returns another call. {@link #toString()} and {@link #describe()} show
 * the method, the path and the query with secret values masked; headers and body never. The path is
 * shown as it is, so no secret belongs into it.
 *
 * @since 0.1.0
 */
public final class HttpCall {

  /** RFC 3986, path-absolute without percent signs: what we send is what was written. */
  private static final String PATH_MARKS = "-_./~!$&'()*+,;=:@";

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
  private static final byte[] NOTHING = {};

  /** Those of every day, for parsing one takes longer than all the rest of a call's making. */
  private static final Map<String, MediaType> MEDIA_TYPES =
      Map.of(
          FORM.toString(),
          FORM,
          JSON.toString(),
          JSON,
          "application/json;charset=utf-8",
          MediaType.get("application/json;charset=utf-8"));

  private final String method;
  private final String path;
  private final List<QueryParameter> query;
  private final List<RequestHeader> headers;
  private final byte[] body;
  private final @Nullable MediaType contentType;

  private HttpCall(
      String method,
      String path,
      List<QueryParameter> query,
      List<RequestHeader> headers,
      byte[] body,
      @Nullable MediaType contentType) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.contentType = contentType;
  }

  /**
   * Returns a GET of that path.
   *
   * @param path begins with a slash and stands behind the exchange's base URL, such as {@code
   *     /cgi-bin/token}; letters, digits and the marks that RFC 3986 allows unescaped, no {@code .}
   *     or {@code ..} step
   * @throws IllegalArgumentException if it is not such a path
   */
  public static HttpCall get(String path) {
    return new HttpCall("GET", checkedPath(path), List.of(), List.of(), NOTHING, null);
  }

  /**
   * Returns a POST to that path, with an empty body until one is given.
   *
   * @throws IllegalArgumentException as {@link #get}
   */
  public static HttpCall post(String path) {
    return new HttpCall("POST", checkedPath(path), List.of(), List.of(), NOTHING, null);
  }

  /** Adds a query parameter that logs may show. Any text; it is escaped for the URL. */
  public HttpCall query(String name, String value) {
    return withQuery(new QueryParameter(name, value, false, false));
  }

  /**
   * Adds a query parameter that no log, failure or {@code toString()} shows: an access token, a
   * personal id.
   */
  public HttpCall secretQuery(String name, String value) {
    return withQuery(new QueryParameter(name, value, true, false));
  }

  /** Like {@link #secretQuery(String, String)}. */
  public HttpCall secretQuery(String name, Secret value) {
    return secretQuery(name, value.reveal());
  }

  /**
   * Like {@link #secretQuery(String, String)}, for a server that reads its query in another charset
   * than UTF-8: escaped as an HTML form is, with {@code +} for a blank.
   *
   * @throws IllegalArgumentException if the charset cannot carry the value; the message does not
   *     repeat it
   */
  public HttpCall secretQuery(String name, String value, Charset charset) {
    Objects.requireNonNull(value, name);
    if (!charset.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          "The value of query parameter " + name + " holds characters that " + charset + " lacks");
    }
    return withQuery(new QueryParameter(name, URLEncoder.encode(value, charset), true, true));
  }

  /**
   * Adds a header.
   *
   * @param name a token of RFC 9110, and none that the exchange sets itself: {@code Host}, {@code
   *     Content-Length}, {@code Content-Type}, {@code Transfer-Encoding}, {@code Connection},
   *     {@code Accept-Encoding}, {@code Expect}
   * @param value visible ASCII, spaces and tabs; may be empty
   * @throws IllegalArgumentException if the name or the value cannot stand in a header; the message
   *     does not repeat the value
   */
  public HttpCall header(String name, String value) {
    return withHeader(RequestHeader.checked(name, value));
  }

  /** Adds a header whose value is a secret; otherwise like {@link #header}. */
  public HttpCall secretHeader(String name, Secret value) {
    return withHeader(RequestHeader.checked(name, value.reveal()));
  }

  /** Adds a header whose value is a secret; otherwise like {@link #header}. */
  public HttpCall secretHeader(String name, String value) {
    return withHeader(RequestHeader.checked(name, value));
  }

  /**
   * Adds headers whose values are secrets, each as {@link #secretHeader(String, String)} does.
   *
   * @param headers by name, in the order in which they are sent
   */
  public HttpCall secretHeaders(Map<String, String> headers) {
    List<RequestHeader> longer = new ArrayList<>(this.headers.size() + headers.size() + 1);
    longer.addAll(this.headers);
    headers.forEach((name, value) -> longer.add(RequestHeader.checked(name, value)));
    return new HttpCall(method, path, query, longer, body, contentType);
  }

  /**
   * Sets a JSON body.
   *
   * @param utf8 a JSON document in UTF-8, as {@link Json#write} makes it; not copied, so it must
   *     not be changed afterwards
   * @throws IllegalStateException if this is a GET or has a body
   */
  public HttpCall json(byte[] utf8) {
    return withBody(utf8, JSON);
  }

  /**
   * Sets the body of an HTML form, in UTF-8 and in the order of the map.
   *
   * @throws IllegalStateException if this is a GET or has a body
   */
  public HttpCall form(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(escaped(name))
                .append('=')
                .append(escaped(value)));
    return withBody(text.toString().getBytes(StandardCharsets.US_ASCII), FORM);
  }

  /**
   * Sets a body of any type.
   *
   * @param bytes not copied, so it must not be changed afterwards
   * @param contentType such as {@code text/xml; charset=utf-8}
   * @throws IllegalArgumentException if the content type is not one
   * @throws IllegalStateException if this is a GET or has a body
   */
  public HttpCall body(byte[] bytes, String contentType) {
    MediaType type = MEDIA_TYPES.get(Objects.requireNonNull(contentType, "contentType"));
    if (type == null) {
      type = MediaType.parse(contentType);
    }
    if (type == null || RequestHeader.isBroken(contentType)) {
      throw new IllegalArgumentException(
          "contentType must be a media type such as text/plain; charset=utf-8");
    }
    return withBody(bytes, type);
  }

  /** Returns method, path and query for a log, with secret values as {@code ***}. */
  public String describe() {
    StringBuilder text = new StringBuilder(method).append(' ').append(path);
    char mark = '?';
    for (QueryParameter parameter : query) {
      text.append(mark).append(parameter);
      mark = '&';
    }
    return text.toString();
  }

  /** Same as {@link #describe()}. */
  @Override
  public String toString() {
    return describe();
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<QueryParameter> query() {
    return query;
  }

  List<RequestHeader> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  @Nullable MediaType contentType() {
    return contentType;
  }

  private HttpCall withQuery(QueryParameter parameter) {
    return new HttpCall(method, path, plus(query, parameter), headers, body, contentType);
  }

  private HttpCall withHeader(RequestHeader header) {
    return new HttpCall(method, path, query, plus(headers, header), body, contentType);
  }

  private HttpCall withBody(byte[] bytes, MediaType type) {
    Objects.requireNonNull(bytes, "body");
    if (method.equals("GET")) {
      throw new IllegalStateException("A GET has no body; use HttpCall.post");
    }
    if (contentType != null) {
      throw new IllegalStateException("The call already has a body of type " + contentType);
    }
    return new HttpCall(method, path, query, headers, bytes, type);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    if (list.isEmpty()) {
      return List.of(element);
    }
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(element);
    return longer;
  }

  private static String checkedPath(String path) {
    if (!isPath(Objects.requireNonNull(path, "path"))) {
      throw new IllegalArgumentException(
          "path must begin with a slash and hold only unescaped RFC 3986 path characters, such as"
              + " /cgi-bin/token; queries go through query()");
    }
    return path;
  }

  /** Without a regular expression: this is looked at for every message. */
  private static boolean isPath(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    int stepBegin = 1;
    for (int i = 1; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        if (isDots(path, stepBegin, i)) {
          return false;
        }
        stepBegin = i + 1;
      } else if (!isPathCharacter(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDots(String path, int from, int to) {
    int length = to - from;
    return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
  }

  private static boolean isPathCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PATH_MARKS.indexOf(c) >= 0;
  }

  /**
   * One name and value behind the question mark.
   *
   * @param encoded whether the value is escaped for the URL already
   */
  record QueryParameter(String name, String value, boolean secret, boolean encoded) {
    QueryParameter {
      Objects.requireNonNull(value, name);
      if (name.isEmpty()) {
        throw new IllegalArgumentException("A query parameter's name must not be empty");
      }
    }

    /** Escaped, so that a line break in a value starts no line in a log. */
    @Override
    public String toString() {
      return escaped(name) + "=" + (secret ? Masking.MASK : escaped(value));
    }
  }
}
