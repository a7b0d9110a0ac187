package io.notifyjava.testkit.wire;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the head of a form's part says. */
record PartHead(String name, @Nullable String filename, @Nullable String contentType) {

  /**
   * Reads the lines before the empty one.
   *
   * @throws IllegalArgumentException if they do not make a named field of a form
   */
  static PartHead parse(String head, int number) {
    String disposition = null;
    String contentType = null;
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
        throw new IllegalArgumentException(
            "a line in the head of part " + number + " is not of the form Name: value");
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> disposition = value;
        case "content-type" -> contentType = value;
        default -> {
          // such as Content-Transfer-Encoding, which changes nothing over HTTP
        }
      }
    }
    return of(disposition == null ? "" : disposition, contentType, number);
  }

  private static PartHead of(String disposition, @Nullable String contentType, int number) {
    HeaderParameters field = HeaderParameters.parse(disposition);
    Map<String, String> parameters = field.parameters();
    String name = parameters.getOrDefault("name", "");
    if (!field.value().equals("form-data") || name.isEmpty()) {
      throw new IllegalArgumentException(
          "part " + number + " needs Content-Disposition: form-data with a name");
    }
    return new PartHead(name, parameters.get("filename"), contentType);
  }
}
