package io.notifyjava.mail;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How connections are put under TLS: 1.2 or later, the certificate checked for the host's name, by
 * what the platform trusts and what the account names beside it. Nothing switches that off.
 */
final class TlsRules {

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final int SHORTEST_RSA = 2_048;

  private final SSLContext context;

  private TlsRules(SSLContext context) {
    this.context = context;
  }

  /**
   * Creates rules.
   *
   * @param own the account's own context; null for the platform's and the certificates
   * @param certificates trusted beside the platform's
   */
  static TlsRules of(@Nullable SSLContext own, List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    if (own != null) {
      return new TlsRules(own);
    }
    if (certificates.isEmpty()) {
      return new TlsRules(SSLContext.getDefault());
    }
    KeyStore trusted = platform();
    for (int i = 0; i < certificates.size(); i++) {
      trusted.setCertificateEntry("notify-mail-" + i, certificates.get(i));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new TlsRules(context);
  }

  /** Reads what the JDK itself would read: the file that its property names, or its own. */
  private static KeyStore platform() throws GeneralSecurityException, IOException {
    String named = System.getProperty("javax.net.ssl.trustStore");
    File security = new File(System.getProperty("java.home"), "lib/security");
    File file = named != null ? new File(named) : new File(security, "jssecacerts");
    if (named == null && !file.isFile()) {
      file = new File(security, "cacerts");
    }
    if (!file.isFile()) {
      KeyStore empty = KeyStore.getInstance(KeyStore.getDefaultType());
      empty.load(null, null);
      return empty;
    }
    String password = System.getProperty("javax.net.ssl.trustStorePassword");
    return KeyStore.getInstance(file, password == null ? null : password.toCharArray());
  }

  /** Puts a connection under TLS and checks who is at its end. */
  SSLSocket secure(Socket plain, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(
        PROTOCOLS.stream()
            .filter(p -> Arrays.asList(socket.getSupportedProtocols()).contains(p))
            .toArray(String[]::new));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    check(socket.getSession().getPeerCertificates());
    return socket;
  }

  /**
   * What the JDK lets pass: a certificate that names its host only in the common name, which RFC
   * 6125 has not meant for hosts since 2011, and short keys.
   */
  private static void check(Certificate[] chain) throws SSLException {
    if (!(chain[0] instanceof X509Certificate own)) {
      throw untrusted("it is no X.509 certificate");
    }
    try {
      if (own.getSubjectAlternativeNames() == null) {
        throw untrusted("it names no host as subject alternative name");
      }
    } catch (CertificateException e) {
      throw untrusted("its names cannot be read");
    }
    for (Certificate certificate : chain) {
      if (certificate.getPublicKey() instanceof RSAPublicKey key
          && key.getModulus().bitLength() < SHORTEST_RSA) {
        throw untrusted("a key has fewer than " + SHORTEST_RSA + " bits");
      }
    }
  }

  private static SSLException untrusted(String why) {
    return new SSLException("Certificate refused", new CertificateException(why));
  }
}
