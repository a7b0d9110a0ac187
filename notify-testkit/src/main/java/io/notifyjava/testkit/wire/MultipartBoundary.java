package io.notifyjava.testkit.wire;

import java.util.regex.Pattern;

/** Finds the boundary that a request's content type names. */
final class MultipartBoundary {

  /** RFC 2046, 5.1.1: 1 to 70 of these characters, the last one not a space. */
  private static final Pattern ALLOWED =
      Pattern.compile("[0-9A-Za-z'()+_,\\-./:=? ]{0,69}[0-9A-Za-z'()+_,\\-./:=?]");

  private MultipartBoundary() {}

  /**
   * The boundary.
   *
   * @throws IllegalArgumentException for another content type or a boundary that is none
   */
  static String of(String contentType) {
    HeaderParameters type = HeaderParameters.parse(contentType);
    if (!type.value().equals("multipart/form-data")) {
      throw new IllegalArgumentException(
          "the content type must be multipart/form-data, but was \"" + type.value() + "\"");
    }
    String boundary = type.parameters().getOrDefault("boundary", "");
    if (!ALLOWED.matcher(boundary).matches()) {
      throw new IllegalArgumentException(
          "the content type needs a boundary of 1 to 70 allowed characters, but its length is "
              + boundary.length());
    }
    return boundary;
  }
}
