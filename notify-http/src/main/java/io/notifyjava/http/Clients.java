package io.notifyjava.http;

import java.net.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;

/** Puts together the OkHttp client whose settings all calls of an exchange have. */
final class Clients {

  private Clients() {}

  /**
   * Returns a client that sends nothing twice.
   *
   * @param bounded turns a lookup into one that ends in time
   */
  static OkHttpClient assemble(ExchangeSettings settings, UnaryOperator<Dns> bounded) {
    OkHttpClient given = settings.client;
    OkHttpClient.Builder builder = given == null ? ours(settings) : given.newBuilder();
    builder
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        // An authenticator answers a 401 by sending the request again, and a cache answers a token
        // request with an old token; neither is the provider's word.
        .authenticator(Authenticator.NONE)
        .cache(null)
        .connectTimeout(settings.connectTimeout)
        .readTimeout(settings.readTimeout)
        .writeTimeout(settings.writeTimeout);
    WatchedSockets sockets = new WatchedSockets();
    if (given == null || given.socketFactory() == SocketFactory.getDefault()) {
      builder.socketFactory(sockets);
    }
    builder.networkInterceptors().add(0, new LastGate(sockets));
    builder.dns(bounded.apply(given == null ? Dns.SYSTEM : given.dns()));
    return builder.build();
  }

  private static OkHttpClient.Builder ours(ExchangeSettings settings) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            // A connection for each call in flight: one that breaks spoils one message only, and
            // what was written belongs to no other call.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(
                settings.allowPlainHttp
                    ? List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT)
                    : List.of(ConnectionSpec.MODERN_TLS));
    Proxy proxy = settings.proxy;
    if (proxy != null) {
      builder.proxy(proxy);
    }
    if (!settings.trustedCertificates.isEmpty()) {
      HandshakeCertificates.Builder trust =
          new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
      settings.trustedCertificates.forEach(trust::addTrustedCertificate);
      HandshakeCertificates certificates = trust.build();
      builder.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }
    return builder;
  }
}
