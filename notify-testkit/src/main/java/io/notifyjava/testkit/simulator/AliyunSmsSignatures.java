package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Both signatures of Aliyun, written from its documentation and shared with nobody: the judge must
 * not make the mistakes of the judged.
 */
final class AliyunSmsSignatures {

  private static final String KEPT =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private AliyunSmsSignatures() {}

  /** RFC 3986: everything but letters, digits and four marks is escaped, by UTF-8 byte. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() * 2);
    for (byte one : text.getBytes(UTF_8)) {
      char c = (char) (one & 0xff);
      if (KEPT.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
      }
    }
    return escaped.toString();
  }

  static String query(SortedMap<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      query.append(query.isEmpty() ? "" : "&");
      query.append(escaped(parameter.getKey())).append('=').append(escaped(parameter.getValue()));
    }
    return query.toString();
  }

  /** What V1 signs. */
  static String stringToSign(String method, SortedMap<String, String> parameters) {
    return method + "&%2F&" + escaped(query(parameters));
  }

  static String v1(String stringToSign, String secret) {
    byte[] mac = hmac("HmacSHA1", secret + "&", stringToSign);
    return Base64.getEncoder().encodeToString(mac);
  }

  /** What V3 signs, before it is digested. */
  static String canonical(
      String method,
      SortedMap<String, String> query,
      SortedMap<String, String> signedHeaders,
      String payloadDigest) {
    StringBuilder text = new StringBuilder(method).append("\n/\n").append(query(query));
    text.append('\n');
    signedHeaders.forEach(
        (name, value) -> text.append(name).append(':').append(value.trim()).append('\n'));
    text.append('\n').append(String.join(";", signedHeaders.keySet()));
    return text.append('\n').append(payloadDigest).toString();
  }

  static String v3(String canonical, String secret) {
    String text = "ACS3-HMAC-SHA256\n" + sha256(canonical.getBytes(UTF_8));
    return hex(hmac("HmacSHA256", secret, text));
  }

  static String sha256(byte[] bytes) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Compares in constant time, as a judge of signatures should. */
  static boolean same(String expected, String found) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), found.getBytes(UTF_8));
  }

  private static byte[] hmac(String algorithm, String key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder(bytes.length * 2);
    for (byte one : bytes) {
      hex.append(Character.forDigit((one >> 4) & 15, 16)).append(Character.forDigit(one & 15, 16));
    }
    return hex.toString();
  }
}
