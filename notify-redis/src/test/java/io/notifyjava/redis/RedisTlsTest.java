package io.notifyjava.redis;

import static io.notifyjava.redis.Platform.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** TLS to a server that is who it says. */
class RedisTlsTest {

  @Test
  void serverOfThatNameUnderATrustedAuthority_isUsed() throws Exception {
    try (TlsFront front = new TlsFront(RedisProcess.shared().address(), "127.0.0.1");
        RedisServer server =
            RedisServer.at(front.address()).sslSocketFactory(front.trusting()).build()) {
      assertThat(RedisTokenStore.in(server).find(KEY)).isEmpty();
      assertThat(server.toString()).startsWith("rediss://127.0.0.1:");
    }
  }

  @Test
  void serverOfAnotherName_isRefused() throws Exception {
    try (TlsFront front = new TlsFront(RedisProcess.shared().address(), "other.example");
        RedisServer server =
            RedisServer.at(front.address()).sslSocketFactory(front.trusting()).build()) {
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> RedisTokenStore.in(server).find(KEY))
          .withMessageContaining("the connection failed with java.security.cert.Certificate");
    }
  }

  @Test
  void serverUnderAnAuthorityThatNobodyTrusts_isRefused() throws Exception {
    try (TlsFront front = new TlsFront(RedisProcess.shared().address(), "127.0.0.1");
        RedisServer server = RedisServer.at(front.address()).build()) {
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> RedisTokenStore.in(server).find(KEY))
          .withMessageContaining("the connection failed with");
    }
  }
}
