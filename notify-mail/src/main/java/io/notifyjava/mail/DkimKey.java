package io.notifyjava.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The key with which a domain signs its mails (DKIM, RFC 6376): {@code rsa-sha256}, headers and
 * body relaxed. Its public half stands in the DNS at {@code SELECTOR._domainkey.DOMAIN}.
 *
 * @since 0.1.0
 */
public final class DkimKey {

  private static final int SHORTEST = 1_024;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){0,10}");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private final String domain;
  private final String selector;
  private final PrivateKey key;

  private DkimKey(String domain, String selector, PrivateKey key) {
    this.domain = name("DKIM domain", domain);
    this.selector = name("DKIM selector", selector);
    this.key = key;
  }

  /**
   * Returns a key.
   *
   * @param key of RSA, 1,024 bits or more; receivers want 2,048
   * @throws IllegalArgumentException if a name is none, or the key is another one
   */
  public static DkimKey of(String domain, String selector, PrivateKey key) {
    if (!(Objects.requireNonNull(key, "key") instanceof RSAPrivateKey rsa)
        || rsa.getModulus().bitLength() < SHORTEST) {
      throw new IllegalArgumentException(
          "The DKIM key must be one of RSA with at least " + SHORTEST + " bits");
    }
    return new DkimKey(domain, selector, key);
  }

  /**
   * Returns a key from a file.
   *
   * @param file PKCS #8 in PEM, as {@code openssl genpkey} writes it
   * @throws IllegalArgumentException if a name is none, or the file holds no such key; the error
   *     repeats nothing of the file
   */
  public static DkimKey pem(String domain, String selector, Path file) {
    try {
      var matcher = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      if (matcher.find()) {
        byte[] encoded = decoded(matcher.group(1));
        return of(
            domain,
            selector,
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      }
    } catch (IOException | GeneralSecurityException e) {
      // Said below; what the exception says may quote the key.
    }
    throw new IllegalArgumentException(
        "The DKIM key file must be readable and hold an RSA key as BEGIN PRIVATE KEY (PKCS #8);"
            + " openssl pkcs8 -topk8 -nocrypt converts others");
  }

  private static byte[] decoded(String base64) throws InvalidKeyException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("It is no Base64");
    }
  }

  private static String name(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(what + " must be a name of the DNS such as example.com");
    }
    return name;
  }

  /**
   * Returns what signs.
   *
   * @throws io.notifyjava.result.ConfigurationException if the library that signs is not there
   */
  DkimSigning signing() {
    return DkimSigning.of(domain, selector, key);
  }

  @Override
  public String toString() {
    return "DkimKey[" + selector + "._domainkey." + domain + "]";
  }
}
