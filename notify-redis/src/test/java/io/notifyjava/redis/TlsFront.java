package io.notifyjava.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Speaks TLS with a certificate for some name, and passes everything on to a Redis. */
final class TlsFront implements AutoCloseable {

  private final HeldCertificate authority =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private final SSLServerSocket listening;
  private final Detour detour;

  TlsFront(URI redis, String certifiedName) throws IOException {
    HeldCertificate own =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName(certifiedName)
            .signedBy(authority)
            .build();
    this.listening =
        (SSLServerSocket)
            new HandshakeCertificates.Builder()
                .heldCertificate(own)
                .build()
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.detour = new Detour(listening, redis);
  }

  /** Trusts its authority, and nobody else. */
  SSLSocketFactory trusting() {
    return new HandshakeCertificates.Builder()
        .addTrustedCertificate(authority.certificate())
        .build()
        .sslSocketFactory();
  }

  URI address() {
    return URI.create("rediss://127.0.0.1:" + listening.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    detour.close();
  }
}
