package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.testkit.wire.WireRequest;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The checks of AK/SK signing. Everything that is wrong is E000045, but for a time that is more
 * than 15 minutes off, E000110, and an unknown key, E000102.
 *
 * <p>The canonical request is that of {@code AKSKSigner} in huaweicloud-sdk-core 3.1.209.
 */
final class HuaweiAkSk {

  static final String ALGORITHM = "SDK-HMAC-SHA256";

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Pattern FORM =
      Pattern.compile(
          ALGORITHM + " Access=([^,\\s]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");
  private static final Pattern DATE = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

  private final Map<String, String> applications;
  private final Clock clock;

  HuaweiAkSk(Map<String, String> applications, Clock clock) {
    this.applications = applications;
    this.clock = clock;
  }

  void check(WireRequest request, String authorization) {
    Matcher form = FORM.matcher(authorization);
    if (!form.matches()) {
      throw wrong();
    }
    String date = request.header("X-Sdk-Date").orElseThrow(HuaweiAkSk::wrong);
    checkTime(date);
    String secret = applications.get(form.group(1));
    if (secret == null) {
      throw HuaweiSmsGate.refused("E000102");
    }
    String canonical = canonical(request, form.group(2));
    String toSign = ALGORITHM + "\n" + date + "\n" + hex(sha256(canonical.getBytes(UTF_8)));
    byte[] expected = hex(hmac(secret, toSign)).getBytes(US_ASCII);
    if (!MessageDigest.isEqual(expected, form.group(3).getBytes(US_ASCII))) {
      throw wrong();
    }
  }

  private static Refused wrong() {
    return HuaweiSmsGate.refused("E000045");
  }

  private void checkTime(String date) {
    if (!DATE.matcher(date).matches()) {
      throw wrong();
    }
    try {
      Duration off =
          Duration.between(
                  LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC), clock.instant())
              .abs();
      if (off.compareTo(WINDOW) > 0) {
        throw HuaweiSmsGate.refused("E000110");
      }
    } catch (DateTimeException noSuchDay) {
      throw wrong();
    }
  }

  private static String canonical(WireRequest request, String signedNames) {
    List<String> names = List.of(signedNames.split(";", -1));
    boolean complete = names.contains("host") && names.contains("x-sdk-date");
    if (!complete || !List.copyOf(new TreeSet<>(names)).equals(names)) {
      throw wrong();
    }
    StringBuilder text = new StringBuilder(request.method()).append('\n');
    text.append(request.path()).append(request.path().endsWith("/") ? "\n" : "/\n");
    text.append(query(request.query())).append('\n');
    for (String name : names) {
      String value = request.header(name).orElseThrow(HuaweiAkSk::wrong);
      text.append(name).append(':').append(value.strip()).append('\n');
    }
    return text.append('\n')
        .append(signedNames)
        .append('\n')
        .append(hex(sha256(request.body())))
        .toString();
  }

  private static String query(Map<String, String> query) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(query)
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : "&")
                    .append(escaped(name))
                    .append('=')
                    .append(escaped(value)));
    return text.toString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
