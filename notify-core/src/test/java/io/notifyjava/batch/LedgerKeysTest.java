package io.notifyjava.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Secret;
import io.notifyjava.message.SmsMessage;
import org.junit.jupiter.api.Test;

/**
 * What messages are called in ledgers stands in files and tables of users: if it changed, a batch
 * that is gone on with would send to everybody again.
 */
class LedgerKeysTest {

  private static SmsMessage.Builder message() {
    return SmsMessage.to("+8613800138000").template("captcha");
  }

  @Test
  void text_of_a_message_is_its_channel_recipient_and_idempotency_key_for_ever() {
    assertThat(LedgerKeys.textOf(message().build())).isEqualTo("sms\nphone\n+8613800138000");
    assertThat(LedgerKeys.textOf(message().idempotencyKey("order-7").build()))
        .isEqualTo("sms\nphone\n+8613800138000\norder-7");
  }

  @Test
  void keys_are_the_first_halves_of_sha256_and_of_hmac_sha256_for_ever() {
    // printf 'campaign' | sha256sum, and openssl dgst -sha256 -hmac 'a secret'
    assertThat(LedgerKeys.plain().of("campaign").toString())
        .isEqualTo("3dc260b2472062d9c57bd930b02f2383");
    assertThat(LedgerKeys.keyed(Secret.of("a secret")).of("campaign").toString())
        .isEqualTo("2782bb790d449dfecf61ba82fd8cbc68");
  }
}
