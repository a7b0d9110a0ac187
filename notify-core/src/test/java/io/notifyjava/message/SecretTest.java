package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  @Test
  void it_shows_nothing_of_itself() {
    Secret secret = Secret.of("canary-1234");

    assertThat(secret.toString()).isEqualTo("Secret(***)");
    assertThat(secret).isNotInstanceOf(Serializable.class);
  }

  @Test
  void what_was_lent_is_wiped() {
    char[][] lent = new char[1][];
    int length =
        Secret.of("abc")
            .use(
                value -> {
                  lent[0] = value;
                  return value.length;
                });

    assertThat(length).isEqualTo(3);
    assertThat(lent[0]).containsOnly('\0');
  }

  @Test
  void the_array_it_was_made_of_may_be_wiped() {
    char[] value = "abc".toCharArray();
    Secret secret = Secret.of(value);
    Arrays.fill(value, 'x');

    assertThat(secret.reveal()).isEqualTo("abc");
  }

  @Test
  void a_closed_one_is_gone() {
    Secret secret = Secret.of("abc");
    secret.close();

    assertThat(secret.reveal()).isEqualTo("\0\0\0");
  }

  @Test
  void equal_ones_are_equal() {
    assertThat(Secret.of("abc")).isEqualTo(Secret.of("abc")).hasSameHashCodeAs(Secret.of("abc"));
    assertThat(Secret.of("abc")).isNotEqualTo(Secret.of("abd"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary\n", " canary", "canary ", "can\u0000ary", "can\r\nary"})
  void one_that_was_pasted_badly_is_refused_without_being_shown(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of(value))
        .withMessageStartingWith("Secret must not")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("can"));
  }

  @Test
  void an_empty_one_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
  }
}
