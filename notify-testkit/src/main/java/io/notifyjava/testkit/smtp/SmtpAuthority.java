package io.notifyjava.testkit.smtp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of tests, whose keys are made when it is and never leave the process.
 *
 * <p>Trust {@link #certificate()}, {@link #pem()} or {@link #clientContext()} in the client under
 * test. Immutable.
 *
 * @since 0.1.0
 */
public final class SmtpAuthority {

  private static final Duration LIFETIME = Duration.ofDays(2);
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10_045, 4, 3, 2));
  private static final char[] NO_PASSWORD = {'x'};

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private SmtpAuthority(String name, Instant now) throws GeneralSecurityException {
    this.name = name;
    this.keys = keys();
    this.certificate =
        sign(
            name(name),
            keys.getPublic(),
            name(name),
            keys.getPrivate(),
            now.minus(LIFETIME),
            now.plus(LIFETIME),
            extension(true, new int[] {2, 5, 29, 19}, Der.sequence(Der.yes())));
  }

  /** A new one, good for two days around now. */
  static SmtpAuthority create(String name, Instant now) {
    try {
      return new SmtpAuthority(name, now);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("this JDK cannot make certificates", failed);
    }
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** {@link #certificate()} as PEM text. */
  public String pem() {
    try {
      byte[] lineEnd = {'\n'};
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, lineEnd).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a certificate was not encoded", impossible);
    }
  }

  /** A new TLS context for clients that trust this authority and nobody else. */
  public SSLContext clientContext() {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("authority", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException("this JDK cannot make a TLS context", failed);
    }
  }

  /** A TLS context for a server that shows such a certificate. */
  SSLContext serverContext(SmtpCertificate kind, Instant now) {
    try {
      KeyPair own = keys();
      boolean alone = kind == SmtpCertificate.SELF_SIGNED;
      SmtpAuthority signer =
          kind == SmtpCertificate.UNKNOWN_AUTHORITY ? create("nobody knows this one", now) : this;
      Instant from =
          kind == SmtpCertificate.NOT_YET_VALID
              ? now.plus(Duration.ofDays(1))
              : now.minus(LIFETIME);
      Instant to =
          kind == SmtpCertificate.EXPIRED ? now.minus(Duration.ofDays(1)) : now.plus(LIFETIME);
      String host = kind == SmtpCertificate.WRONG_HOST ? "mail.elsewhere.test" : "localhost";
      X509Certificate leaf =
          sign(
              name(host),
              own.getPublic(),
              alone ? name(host) : name(signer.name),
              alone ? own.getPrivate() : signer.keys.getPrivate(),
              from,
              to,
              hosts(host));
      KeyStore store = empty();
      store.setKeyEntry("server", own.getPrivate(), NO_PASSWORD, new Certificate[] {leaf});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException("this JDK cannot make a TLS context", failed);
    }
  }

  private static byte[] hosts(String host) {
    byte[] name = Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
    byte[] address = Der.tagged(0x87, new byte[] {127, 0, 0, 1});
    byte[] names = host.equals("localhost") ? Der.sequence(name, address) : Der.sequence(name);
    return extension(false, new int[] {2, 5, 29, 17}, names);
  }

  private static byte[] extension(boolean critical, int[] oid, byte[] value) {
    byte[] id = Der.oid(oid);
    return critical
        ? Der.sequence(id, Der.yes(), Der.octets(value))
        : Der.sequence(id, Der.octets(value));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text(commonName))));
  }

  /** RFC 5280 section 4.1. */
  private static X509Certificate sign(
      byte[] subject,
      PublicKey key,
      byte[] issuer,
      PrivateKey signer,
      Instant from,
      Instant to,
      byte[] extension)
      throws GeneralSecurityException {
    byte[] body =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(2)),
            Der.integer((new SecureRandom().nextLong() >>> 1) | 1),
            ECDSA_WITH_SHA256,
            issuer,
            Der.sequence(Der.time(from), Der.time(to)),
            subject,
            key.getEncoded(),
            Der.tagged(0xa3, Der.sequence(extension)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(body);
    byte[] whole = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "test authority " + name;
  }
}
