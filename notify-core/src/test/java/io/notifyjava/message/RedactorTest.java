package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private final Redactor redactor = new Redactor(List.of(Secret.of("canary-secret")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/p?access_token=CANARY&x=1",
        "https://h/p?x=1&secret=CANARY",
        "corpsecret=CANARY",
        "{\"access_token\":\"CANARY\",\"expires_in\":7200}",
        "{\"secret\" : \"CANARY\"}",
        "Authorization: CANARY",
        "X-WSSE: CANARY",
        "webhook/send?key=CANARY"
      })
  void the_value_of_a_secret_parameter_is_hidden(String text) {
    assertThat(redactor.redact(text)).doesNotContain("CANARY").contains("***");
  }

  @Test
  void a_live_secret_is_hidden_wherever_it_stands() {
    assertThat(redactor.redact("invalid credential canary-secret!"))
        .isEqualTo("invalid credential ***!");
  }

  @Test
  void a_short_lived_secret_is_hidden_too() {
    assertThat(redactor.redact("token T1 is bad", "T1")).isEqualTo("token *** is bad");
  }

  @Test
  void other_text_stays_as_it_is() {
    String text = "invalid openid rid: 6319c8cd-6a277d97-08a656e1";

    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void a_huge_text_is_cut() {
    assertThat(redactor.redact("x".repeat(5_000_000))).hasSize(2_001).endsWith("…");
  }

  @Test
  void a_secret_across_the_cut_is_hidden() {
    assertThat(redactor.redact("x".repeat(1_995) + "canary-secret")).doesNotContain("cana");
  }
}
