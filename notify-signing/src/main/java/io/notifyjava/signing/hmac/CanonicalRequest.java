package io.notifyjava.signing.hmac;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.check.ParameterRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What version 2 signs of a request: method, path, query parameters and the raw body. It takes
 * whatever a peer sent; the verifier refuses what it must, and the signer throws.
 *
 * <p>Immutable, but for the body, which is not copied: leave the array alone while it is in use.
 * {@link #toString()} shows sizes only.
 *
 * @since 0.1.0
 */
public final class CanonicalRequest {

  private static final byte[] NO_BODY = {};
  private static final int MAX_METHOD = 16;
  private static final int MAX_PATH = 2_048;

  private final String method;
  private final String path;
  private final Parameters parameters;
  private final byte[] body;

  private CanonicalRequest(String method, String path, Parameters parameters, byte[] body) {
    this.method = Objects.requireNonNull(method, "method");
    this.path = Objects.requireNonNull(path, "path");
    this.parameters = Objects.requireNonNull(parameters, "parameters");
    this.body = Objects.requireNonNull(body, "body");
  }

  /**
   * Makes a request without parameters and body.
   *
   * @param method in upper case, as on the wire
   * @param path as it stands on the wire, percent-encoded, without the query; begins with a slash
   */
  public static CanonicalRequest of(String method, String path) {
    return new CanonicalRequest(method, path, Parameters.none(), NO_BODY);
  }

  /** Returns the same request with the decoded parameters of its query. */
  public CanonicalRequest withParameters(Parameters parameters) {
    return new CanonicalRequest(method, path, parameters, body);
  }

  /**
   * Returns the same request with the bytes of its body, as on the wire, before anyone parses them.
   */
  public CanonicalRequest withBody(byte[] body) {
    return new CanonicalRequest(method, path, parameters, body);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  Parameters parameters() {
    return parameters;
  }

  byte[] body() {
    return body;
  }

  /** Returns what is wrong with it; null if nothing is. */
  @Nullable String problem(SigningLimits limits) {
    if (method.isEmpty() || method.length() > MAX_METHOD || !isUpperCase(method)) {
      return "expected a method of 1 to 16 letters A-Z, but found another one";
    }
    if (!path.startsWith("/") || path.length() > MAX_PATH || !Ascii.isVisible(path)) {
      return "expected a path of at most 2048 visible ASCII characters that begins with a slash,"
          + " percent-encoded as on the wire, but found another one";
    }
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      return "expected a path without query and fragment; give the query as parameters";
    }
    if (body.length > limits.bodyBytes()) {
      return "expected a body of at most %d bytes, but found %d"
          .formatted(limits.bodyBytes(), body.length);
    }
    return ParameterRules.problem(parameters, limits);
  }

  private static boolean isUpperCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "CanonicalRequest(" + parameters.size() + " parameters, " + body.length + " bytes)";
  }
}
