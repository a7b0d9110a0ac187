package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's certificate is always checked; nothing is sent when it is not right. */
class HttpTlsTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final HttpCall POST = HttpCall.post("/send").json(new byte[] {'{', '}'});
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder()
          .commonName("Notify test authority")
          .certificateAuthority(0)
          .build();

  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void authorityOfOnesOwn_isTrustedWhenGiven() throws Exception {
    serve(signed("localhost").build());

    HttpAnswer answer = (HttpAnswer) execute(HttpExchange.builder());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.takeRequest().getHandshake().tlsVersion()).isEqualTo(TlsVersion.TLS_1_3);
  }

  @Test
  void http2_isNotOffered() throws Exception {
    serve(signed("localhost").build());
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));

    execute(HttpExchange.builder());

    assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
  }

  @Test
  void selfSignedCertificate_isRefused() throws Exception {
    serve(new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build());

    assertRefused("unable to find valid certification path");
  }

  @Test
  void otherAuthority_isRefused() throws Exception {
    HeldCertificate stranger = new HeldCertificate.Builder().certificateAuthority(0).build();
    serve(
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .signedBy(stranger)
            .build());

    assertRefused("unable to find valid certification path");
  }

  @Test
  void wrongHost_isRefused() throws Exception {
    serve(signed("other.example.test").build());

    assertRefused("Hostname localhost not verified");
  }

  @Test
  void hostInCommonNameOnly_isRefused() throws Exception {
    serve(new HeldCertificate.Builder().commonName("localhost").signedBy(AUTHORITY).build());

    assertRefused("Hostname localhost not verified");
  }

  @Test
  void expiredCertificate_isRefused() throws Exception {
    serve(signed("localhost").validityInterval(0, TimeUnit.DAYS.toMillis(1)).build());

    assertRefused("CertificateExpiredException: NotAfter");
  }

  @Test
  void certificateOfTomorrow_isRefused() throws Exception {
    long tomorrow = System.currentTimeMillis() + TimeUnit.DAYS.toMillis(1);
    serve(
        signed("localhost")
            .validityInterval(tomorrow, tomorrow + TimeUnit.DAYS.toMillis(1))
            .build());

    assertRefused("CertificateNotYetValidException: NotBefore");
  }

  @Test
  void serverThatSpeaksNoTls_isNotSent() throws Exception {
    try (FaultServer plain = FaultServer.start(c -> c.answer("{}"));
        HttpExchange exchange =
            HttpExchange.builder().baseUrl(plain.url().replace("http:", "https:")).build()) {
      Failure failure = ((HttpNotSent) exchange.execute(POST, LIMIT)).failure();

      assertThat(failure.code()).isEqualTo("tls");
      assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void handshakeThatStalls_isNotSent() throws Exception {
    try (FaultServer silent = FaultServer.start(FaultServer.Connection::stall);
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(silent.url().replace("http:", "https:"))
                .readTimeout(Duration.ofMillis(100))
                .build()) {
      Failure slow = ((HttpNotSent) exchange.execute(POST, LIMIT)).failure();

      assertThat(slow.code()).isEqualTo("tls-timeout");
      assertThat(slow.reason()).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @Test
  void handshakeThatOutlastsTheTimeLimit_isNotSent() throws Exception {
    JumpingTime time = new JumpingTime();
    try (FaultServer silent =
            FaultServer.start(Fault.SILENT_FROM_THE_START.script)
                .whenLingering(() -> time.jump(LIMIT));
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(silent.url().replace("http:", "https:"))
                .readTimeout(LIMIT)
                .watchTicker(time)
                .build()) {
      Failure late = ((HttpNotSent) exchange.execute(POST, LIMIT)).failure();

      assertThat(late.code()).isEqualTo("time-limit");
      assertThat(late.text()).contains("the time limit was over before the request left");
    }
  }

  @Test
  void settingsOfTheJvm_stayAsTheyWere() throws Exception {
    List<Object> before = jvmSettings();
    serve(signed("localhost").build());

    execute(HttpExchange.builder());

    assertThat(jvmSettings()).isEqualTo(before);
  }

  private void assertRefused(String detail) {
    HttpOutcome outcome = execute(HttpExchange.builder());

    assertThat(outcome).isInstanceOf(HttpNotSent.class);
    Failure failure = ((HttpNotSent) outcome).failure();
    assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
    assertThat(failure.code()).isEqualTo("tls-trust");
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.text())
        .startsWith("POST /send at localhost: expected a certificate for this host from a trusted")
        .contains(detail)
        .endsWith("nothing was sent; check the URL, or add the authority to trustedCertificates");
    assertThat(server.getRequestCount()).isZero();
  }

  private HttpOutcome execute(HttpExchange.Builder builder) {
    try (HttpExchange exchange =
        builder
            .baseUrl("https://localhost:" + server.getPort())
            .trustedCertificates(List.of(AUTHORITY.certificate()))
            .readTimeout(LIMIT)
            .build()) {
      return exchange.execute(POST, LIMIT);
    }
  }

  private static HeldCertificate.Builder signed(String host) {
    return new HeldCertificate.Builder().addSubjectAlternativeName(host).signedBy(AUTHORITY);
  }

  private void serve(HeldCertificate certificate) throws Exception {
    HandshakeCertificates identity =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    server.useHttps(identity.sslSocketFactory());
    server.enqueue(new MockResponse.Builder().body("{}").build());
    server.start();
  }

  private static List<Object> jvmSettings() throws Exception {
    List<Object> settings = new ArrayList<>();
    settings.add(HttpsURLConnection.getDefaultSSLSocketFactory());
    settings.add(HttpsURLConnection.getDefaultHostnameVerifier());
    settings.add(SSLContext.getDefault());
    settings.add(ProxySelector.getDefault());
    settings.add(String.valueOf(Authenticator.getDefault()));
    settings.add(Locale.getDefault());
    settings.add(TimeZone.getDefault());
    settings.add(new Properties(System.getProperties()).stringPropertyNames());
    settings.add(String.valueOf(Security.getProperty("jdk.tls.disabledAlgorithms")));
    return settings;
  }
}
