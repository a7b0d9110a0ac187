package io.notifyjava.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.Limits;
import io.notifyjava.message.Secret;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.token.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Holds the README against the code. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Path THIS = Path.of("src/test/java/io/notifyjava/redis/ReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static Notifier atAddress(ProviderSetup account, Secret password) {
    RedisServer redis =
        RedisServer.at(URI.create("rediss://redis.example.com:6379/0")).password(password).build();
    Notifier notifier =
        Notifier.builder().provider("main", account).tokenStore(RedisTokenStore.in(redis)).build();
    return notifier;
  }

  static RedisServer ofTheService(UnifiedJedis jedis) {
    RedisServer redis = RedisServer.client(jedis);
    return redis;
  }

  static TokenStore older(RedisServer redis) {
    RedisTokenStore tokens =
        RedisTokenStore.builder(redis)
            .olderKey("wx17000000000000", "msgsender:wxqy:actoken")
            .build();
    return tokens;
  }

  static Limits limits(RedisServer redis, Limit codes, Secret secret) {
    Limits limits =
        Limits.builder().limit(codes).store(RedisLimitStore.in(redis)).keySecret(secret).build();
    return limits;
  }

  @Test
  void samples_areCompiled() throws IOException {
    Matcher samples = SAMPLE.matcher(Files.readString(README));
    int found = 0;
    while (samples.find()) {
      assertThat(squeezed(Files.readString(THIS))).contains(squeezed(samples.group(1)));
      found++;
    }
    assertThat(found).isEqualTo(4);
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
