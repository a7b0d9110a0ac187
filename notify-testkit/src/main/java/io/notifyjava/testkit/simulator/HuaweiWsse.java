package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.wire.WireRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checks of WSSE, in the order of the vendor's error codes; the nonce comes last, with E000101,
 * since the vendor names no code for one that was used.
 */
final class HuaweiWsse {

  private static final Duration WINDOW = Duration.ofHours(24);
  private static final Pattern PART = Pattern.compile("([A-Za-z]+)=\"([^\"]*)\"");
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{1,128}");
  private static final Pattern CREATED =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final long MILLI = 1_000_000;

  private final Map<String, String> applications;
  private final HuaweiSmsChoices choices;
  private final Clock clock;
  private final LongSupplier ticker;
  private final long origin;
  private final ExpiringIds nonces = new ExpiringIds((int) WINDOW.toMillis());

  HuaweiWsse(
      Map<String, String> applications,
      HuaweiSmsChoices choices,
      Clock clock,
      LongSupplier ticker) {
    this.applications = applications;
    this.choices = choices;
    this.clock = clock;
    this.ticker = ticker;
    this.origin = ticker.getAsLong();
  }

  void check(WireRequest request, String authorization) {
    checkAuthorization(authorization);
    String header = request.header("X-WSSE").orElseThrow(() -> HuaweiSmsGate.refused("E000020"));
    if (!header.startsWith("UsernameToken ")) {
      throw HuaweiSmsGate.refused("E000026");
    }
    Map<String, String> token = parts(header.substring("UsernameToken ".length()));
    String key = required(token, "Username", "E000021");
    String nonce = required(token, "Nonce", "E000022");
    String created = required(token, "Created", "E000023");
    String digest = required(token, "PasswordDigest", "E000024");
    checkTime(created);
    if (!NONCE.matcher(nonce).matches() || token.size() != 4) {
      throw HuaweiSmsGate.refused("E000027");
    }
    String secret = applications.get(key);
    if (secret == null) {
      throw HuaweiSmsGate.refused("E000102");
    }
    if (!matches(digest, hash(nonce + created + secret))) {
      throw HuaweiSmsGate.refused("E000105");
    }
    checkFresh(key, nonce);
  }

  private static void checkAuthorization(String authorization) {
    if (!authorization.startsWith("WSSE ")) {
      throw HuaweiSmsGate.refused("E000008");
    }
    Map<String, String> parts = parts(authorization.substring("WSSE ".length()));
    String realm = required(parts, "realm", "E000002");
    String profile = required(parts, "profile", "E000003");
    String type = required(parts, "type", "E000007");
    if (!realm.equals("SDP")) {
      throw HuaweiSmsGate.refused("E000004");
    }
    if (!profile.equals("UsernameToken")) {
      throw HuaweiSmsGate.refused("E000005");
    }
    if (!type.equals("Appkey")) {
      throw HuaweiSmsGate.refused("E000006");
    }
  }

  /** What is not written as it should be, with quotes and without blanks, is not there. */
  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (matcher.matches()) {
        parts.put(matcher.group(1), matcher.group(2));
      }
    }
    return parts;
  }

  private static String required(Map<String, String> parts, String name, String code) {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw HuaweiSmsGate.refused(code);
    }
    return value;
  }

  private void checkTime(String created) {
    if (!CREATED.matcher(created).matches()) {
      throw HuaweiSmsGate.refused("E000025");
    }
    try {
      Duration off = Duration.between(Instant.parse(created), clock.instant()).abs();
      if (off.compareTo(WINDOW) > 0) {
        throw HuaweiSmsGate.refused("E000110");
      }
    } catch (DateTimeException noSuchDay) {
      throw HuaweiSmsGate.refused("E000025");
    }
  }

  private boolean matches(String digest, byte[] hash) {
    byte[] given = digest.getBytes(US_ASCII);
    boolean raw =
        choices.digests().contains(HuaweiWsseDigest.RAW)
            && MessageDigest.isEqual(given, Base64.getEncoder().encode(hash));
    byte[] hex = HexFormat.of().formatHex(hash).getBytes(US_ASCII);
    return raw
        || (choices.digests().contains(HuaweiWsseDigest.HEX)
            && MessageDigest.isEqual(given, Base64.getEncoder().encode(hex)));
  }

  private void checkFresh(String key, String nonce) {
    int now = (int) ((ticker.getAsLong() - origin) / MILLI);
    if (choices.checkNonces()
        && !nonces.remember(Hash64.of(nonce, Hash64.of(key, 5)), now).fresh()) {
      throw HuaweiSmsGate.refused("E000101");
    }
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void clear() {
    nonces.clear();
  }
}
