package io.notifyjava.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.message.Masking;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * Searches texts for what must not stand in them: secrets in any part and usual encoding, personal
 * data as a whole. What it reports does not repeat them.
 */
final class Leaks {

  /** Any so many characters of a secret in a row are a leak; shorter secrets cannot be told. */
  static final int SHORTEST = 8;

  /** By value, the forms in which it may stand, each with a name. */
  private final Map<String, Map<String, String>> secrets = new LinkedHashMap<>();

  private final Map<String, Map<String, String>> personalData = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();

  Leaks secrets(Collection<String> more) {
    more.forEach(secret -> secrets.computeIfAbsent(secret, Leaks::formsOfSecret));
    return this;
  }

  Leaks personalData(Collection<String> more) {
    more.forEach(datum -> personalData.computeIfAbsent(datum, Leaks::formsOf));
    return this;
  }

  /** Searches one text; {@code place} says where it stood. */
  Leaks search(String place, String text) {
    search(place, text, "secret ", secrets);
    search(place, text, "personal data ", personalData);
    return this;
  }

  /** Fails with all that was found. */
  void assertNone() {
    Assertions.assertThat(found)
        .as("secrets and personal data in places where somebody reads them")
        .isEmpty();
  }

  private void search(
      String place, String text, String what, Map<String, Map<String, String>> values) {
    int number = 0;
    for (Map<String, String> forms : values.values()) {
      number++;
      String name = what + number;
      forms.entrySet().stream()
          .filter(form -> text.contains(form.getKey()))
          .findFirst()
          .ifPresent(
              form ->
                  found.add(
                      "%s, %s, in %s: %s"
                          .formatted(name, form.getValue(), place, masked(text, form.getKey()))));
    }
  }

  private String masked(String text, String form) {
    String shown = text.replace(form, Masking.MASK);
    for (String secret : secrets.keySet()) {
      shown = shown.replace(secret, Masking.MASK);
    }
    for (String datum : personalData.keySet()) {
      shown = shown.replace(datum, Masking.MASK);
    }
    return shown.length() > 300 ? shown.substring(0, 300) + "…" : shown;
  }

  private static Map<String, String> formsOf(String value) {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(value, "as it is");
    forms.putIfAbsent(URLEncoder.encode(value, UTF_8), "URL-encoded");
    forms.putIfAbsent(value.replace("\\", "\\\\").replace("\"", "\\\""), "JSON-escaped");
    String hex = HexFormat.of().formatHex(value.getBytes(UTF_8));
    forms.putIfAbsent(hex, "in hex");
    forms.putIfAbsent(hex.toUpperCase(Locale.ROOT), "in hex");
    base64(value).forEach(form -> forms.putIfAbsent(form, "in base64"));
    return forms;
  }

  private static Map<String, String> formsOfSecret(String secret) {
    Map<String, String> forms = formsOf(secret);
    for (int start = 0; start + SHORTEST <= secret.length(); start++) {
      forms.putIfAbsent(
          secret.substring(start, start + SHORTEST), SHORTEST + " characters in a row");
    }
    return forms;
  }

  /** The three ways in which a text shows in base64, by where in a longer text it begins. */
  private static List<String> base64(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    List<String> forms = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      // Characters that also depend on the neighbours are left out on both sides.
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      for (Base64.Encoder encoder : Arrays.asList(Base64.getEncoder(), Base64.getUrlEncoder())) {
        forms.add(encoder.withoutPadding().encodeToString(shifted).substring(from, to));
      }
    }
    return forms;
  }
}
