package io.notifyjava.testkit.simulator;

import static io.notifyjava.testkit.simulator.AliyunSmsForm.refused;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.wire.WireHeader;
import io.notifyjava.testkit.wire.WireRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the product: access keys, both signatures, timestamps, nonces. Thread-safe.
 *
 * <p>Decodes what came and encodes it anew before it looks at a signature, because clients write
 * {@code *}, {@code ~} and blanks in a form otherwise than they sign them.
 */
final class AliyunSmsGateway {

  private static final String VERSION = "2017-05-25";
  private static final Duration TOLERANCE = Duration.ofMinutes(15);
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
  private static final Pattern AUTHORIZATION =
      Pattern.compile("ACS3-HMAC-SHA256 (\\w+=[^,]+(?:,\\w+=[^,]+)*)");
  private static final long MILLI = 1_000_000;

  private final Clock clock;
  private final LongSupplier ticker;
  private final Map<String, AliyunSmsKey> keys = new LinkedHashMap<>();
  private final Set<String> inactive = ConcurrentHashMap.newKeySet();
  private final ExpiringIds nonces = new ExpiringIds((int) TOLERANCE.toMillis());

  AliyunSmsGateway(List<AliyunSmsKey> keys, Clock clock, LongSupplier ticker) {
    this.clock = clock;
    this.ticker = ticker;
    keys.forEach(key -> this.keys.put(key.id(), key));
  }

  /** The action that a request asks for, in a header or a parameter; empty if in neither. */
  static String action(WireRequest request) {
    return request
        .header("x-acs-action")
        .orElseGet(
            () -> {
              try {
                return AliyunSmsForm.parameters(request).getOrDefault("Action", "");
              } catch (Refused unreadable) {
                return "";
              }
            });
  }

  /** Disables a key: {@code InvalidAccessKeyId.Inactive} from now on. */
  void disable(String keyId) {
    inactive.add(keyId);
  }

  void clear() {
    inactive.clear();
    nonces.clear();
  }

  /**
   * Checks who calls.
   *
   * @return the parameters of the action, without those of the signature
   * @throws Refused if the call is not to go on
   */
  SortedMap<String, String> enter(WireRequest request) {
    boolean isV3 = request.header("Authorization").isPresent();
    SortedMap<String, String> parameters = AliyunSmsForm.parameters(request);
    if (isV3) {
      checkV3(request);
    } else {
      checkV1(request, parameters);
    }
    return parameters;
  }

  private void checkV1(WireRequest request, SortedMap<String, String> parameters) {
    require(parameters, "Version", "MissingParameter");
    if (!VERSION.equals(parameters.get("Version"))) {
      throw refused("InvalidVersion");
    }
    AliyunSmsKey key = key(require(parameters, "AccessKeyId", "MissingAccessKeyId"));
    String method = require(parameters, "SignatureMethod", "IncompleteSignature");
    String version = require(parameters, "SignatureVersion", "IncompleteSignature");
    if (!method.equals("HMAC-SHA1") || !version.equals("1.0")) {
      throw refused("InvalidSignatureMethod");
    }
    checkTime(require(parameters, "Timestamp", "MissingParameter"));
    String nonce = require(parameters, "SignatureNonce", "IncompleteSignature");
    String signature = require(parameters, "Signature", "IncompleteSignature");
    SortedMap<String, String> signed = new TreeMap<>(parameters);
    signed.remove("Signature");
    String text = AliyunSmsSignatures.stringToSign(request.method(), signed);
    if (!AliyunSmsSignatures.same(AliyunSmsSignatures.v1(text, key.secret()), signature)) {
      throw mismatch(text);
    }
    checkToken(key, parameters.getOrDefault("SecurityToken", ""));
    useNonce(key, nonce);
  }

  private void checkV3(WireRequest request) {
    Map<String, String> parts = authorization(request.header("Authorization").orElse(""));
    AliyunSmsKey key = key(require(parts, "Credential", "MissingAccessKeyId"));
    String signature = require(parts, "Signature", "IncompleteSignature");
    Set<String> names =
        new TreeSet<>(
            Arrays.asList(require(parts, "SignedHeaders", "IncompleteSignature").split(";", -1)));
    if (!VERSION.equals(header(request, "x-acs-version"))) {
      throw refused("InvalidVersion");
    }
    checkTime(header(request, "x-acs-date"));
    String nonce = header(request, "x-acs-signature-nonce");
    for (WireHeader header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      boolean mustBeSigned = name.startsWith("x-acs-") || name.equals("content-type");
      // The vendor's older client leaves the host out.
      if (mustBeSigned && !names.contains(name)) {
        throw refused("IncompleteSignature");
      }
    }
    SortedMap<String, String> headers = new TreeMap<>();
    names.forEach(name -> headers.put(name, header(request, name)));
    String digest = header(request, "x-acs-content-sha256");
    String text =
        AliyunSmsSignatures.canonical(
            request.method(), new TreeMap<>(request.query()), headers, digest);
    if (!digest.equals(AliyunSmsSignatures.sha256(request.body()))
        || !AliyunSmsSignatures.same(AliyunSmsSignatures.v3(text, key.secret()), signature)) {
      throw mismatch(text);
    }
    checkToken(key, request.header("x-acs-security-token").orElse(""));
    useNonce(key, nonce);
  }

  private static Map<String, String> authorization(String header) {
    Matcher matcher = AUTHORIZATION.matcher(header);
    if (!matcher.matches()) {
      throw refused("IncompleteSignature");
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : matcher.group(1).split(",", -1)) {
      int equals = part.indexOf('=');
      parts.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return parts;
  }

  private static String header(WireRequest request, String name) {
    return request
        .header(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> refused("MissingParameter"));
  }

  private static String require(Map<String, String> parts, String name, String otherwise) {
    String value = parts.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw refused(otherwise);
    }
    return value;
  }

  private AliyunSmsKey key(String id) {
    AliyunSmsKey key = keys.get(id);
    if (key == null) {
      throw refused("InvalidAccessKeyId.NotFound");
    }
    if (inactive.contains(id)) {
      throw refused("InvalidAccessKeyId.Inactive");
    }
    return key;
  }

  private static void checkToken(AliyunSmsKey key, String token) {
    String expected = key.token();
    if (expected == null ? !token.isEmpty() : !expected.equals(token)) {
      // The exact spelling is not documented; clients go by the prefix.
      throw refused("InvalidSecurityToken.Malformed");
    }
  }

  private void checkTime(String text) {
    Instant time;
    try {
      time = Instant.parse(text);
    } catch (DateTimeException notOne) {
      throw refused("InvalidTimeStamp.Format");
    }
    if (!TIMESTAMP.matcher(text).matches()) {
      throw refused("InvalidTimeStamp.Format");
    }
    if (Duration.between(time, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
      throw refused("InvalidTimeStamp.Expired");
    }
  }

  private void useNonce(AliyunSmsKey key, String nonce) {
    long hash = Hash64.of(nonce, Hash64.of(key.id(), 5));
    if (!nonces.remember(hash, (int) (ticker.getAsLong() / MILLI)).fresh()) {
      throw refused("SignatureNonceUsed");
    }
  }

  /** As the real one, it tells what it would have signed: numbers and values among it. */
  private static Refused mismatch(String stringToSign) {
    return new Refused(
        AliyunSmsReply.error(
            "SignatureDoesNotMatch",
            "Specified signature is not matched with our calculation. server string to sign is:"
                + stringToSign));
  }
}
