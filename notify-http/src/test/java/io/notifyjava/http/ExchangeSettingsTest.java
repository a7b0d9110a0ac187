package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class ExchangeSettingsTest {

  private static ExchangeSettings unusual() {
    ExchangeSettings settings = new ExchangeSettings();
    settings.baseUrl = "https://api.example.com";
    settings.backupUrls = List.of("https://backup.example.com");
    settings.allowPlainHttp = true;
    settings.connectTimeout = Duration.ofMillis(1);
    settings.readTimeout = Duration.ofMillis(2);
    settings.writeTimeout = Duration.ofMillis(3);
    settings.maxResponseBytes = 4;
    settings.maxIdleConnections = 5;
    settings.keepAlive = Duration.ofMillis(6);
    settings.client = new OkHttpClient();
    settings.trustedCertificates = List.of(new HeldCertificate.Builder().build().certificate());
    settings.proxy = Proxy.NO_PROXY;
    settings.redactor = new Redactor(List.of());
    settings.ticker = () -> 7;
    settings.watchTicker = () -> 8;
    return settings;
  }

  /** A setting that is added and forgotten in the copy, or here, is found. */
  @Test
  void copy_forgetsNothing() throws IllegalAccessException {
    ExchangeSettings original = unusual();
    ExchangeSettings copy = original.copy();

    for (Field field : ExchangeSettings.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        assertThat(field.get(copy))
            .as(field.getName())
            .isEqualTo(field.get(original))
            .isNotEqualTo(field.get(new ExchangeSettings()));
      }
    }
  }

  @Test
  void exchange_staysAsItWasWhenItsBuilderGoesOn() {
    HttpExchange.Builder builder = HttpExchange.builder().baseUrl("https://127.0.0.1:1");
    try (HttpExchange exchange = builder.build()) {
      builder.redactor(new Redactor(List.of(Secret.of("connect"))));

      HttpNotSent outcome =
          (HttpNotSent) exchange.execute(HttpCall.get("/x"), Duration.ofSeconds(5));

      assertThat(outcome.failure().text()).doesNotContain("***").contains("connect");
    }
  }
}
