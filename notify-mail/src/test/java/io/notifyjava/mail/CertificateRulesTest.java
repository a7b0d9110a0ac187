package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK would let pass, and this library does not. */
class CertificateRulesTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void nameInTheCommonNameAlone_isRefused(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> handshake(folder, "2048", List.of()))
        .isInstanceOf(SSLException.class)
        .hasCauseInstanceOf(CertificateException.class)
        .hasStackTraceContaining("it names no host as subject alternative name");
  }

  @Test
  void shortKey_isRefused(@TempDir Path folder) throws Exception {
    assertThatThrownBy(
            () -> handshake(folder, "1024", List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1")))
        .isInstanceOf(SSLException.class)
        .hasStackTraceContaining("a key has fewer than 2048 bits");
  }

  @Test
  void longKeyWithItsName_isTaken(@TempDir Path folder) throws Exception {
    handshake(folder, "2048", List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1"));
  }

  private static void handshake(Path folder, String bits, List<String> more) throws Exception {
    KeyStore keys = KeyStore.getInstance(made(folder, bits, more).toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    TlsRules rules = TlsRules.of(null, List.of((X509Certificate) keys.getCertificate("k")));
    try (SSLServerSocket server =
            (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        java.net.Socket plain = new java.net.Socket("localhost", server.getLocalPort())) {
      Thread peer =
          new Thread(
              () -> {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                  socket.startHandshake();
                  int unused = socket.getInputStream().read();
                } catch (java.io.IOException e) {
                  // The client refused, which is what is tested.
                }
              });
      peer.setDaemon(true);
      peer.start();
      plain.setSoTimeout(10_000);
      try (SSLSocket ours = rules.secure(plain, "localhost", server.getLocalPort())) {
        assertThat(ours.getSession().isValid()).isTrue();
      }
    }
  }

  private static Path made(Path folder, String bits, List<String> more) throws Exception {
    Path file = folder.resolve("keys.p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "RSA",
                "-keysize",
                bits,
                "-dname",
                "CN=localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.isRegularFile(file)).isTrue();
    return file;
  }
}
