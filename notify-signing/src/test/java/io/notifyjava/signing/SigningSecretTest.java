package io.notifyjava.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.legacy.LegacyDigestSigner;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " leading", "trailing\n", "in\nside", "nul\0byte", "half\ud800pair"})
  void textThatWasCopiedWrongly_isRefusedWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningSecret.of(text))
        .withMessageStartingWith("SigningSecret must not")
        .withMessageNotContainingAny("leading", "trailing", "side", "byte", "pair ");
    assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.ofBytes(new byte[0]));
  }

  @Test
  void characters_becomeTheBytesOfUtf8_andTheCallersArrayIsLeftToHim() {
    char[] own = "p\u00e4ss\u6d88\ud83d\ude00".toCharArray();
    SigningSecret secret = SigningSecret.of(own);
    java.util.Arrays.fill(own, 'x');
    assertThat(secret.<byte[]>use(byte[]::clone))
        .isEqualTo("p\u00e4ss\u6d88\ud83d\ude00".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.of(new char[] {'\udc00'}));
  }

  @Test
  void arrays_areCopied_andWhatIsLentIsWiped() {
    byte[] own = {1, 2, 3};
    SigningSecret secret = SigningSecret.ofBytes(own);
    own[0] = 9;
    byte[] lent = secret.use(bytes -> bytes);
    assertThat(lent).containsOnly(0);
    assertThat(secret.<byte[]>use(byte[]::clone)).containsExactly(1, 2, 3);
  }

  @Test
  void closedSecret_isNotTakenForZeros_andSignersMadeBeforeGoOn() {
    SigningSecret secret = SigningSecret.of("mysecret");
    LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(secret).build();
    String before = signer.sign(Map.of("a", "b"));
    secret.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> secret.use(byte[]::clone))
        .withMessage("SigningSecret was closed; make signers before closing it");
    assertThat(signer.sign(Map.of("a", "b"))).isEqualTo(before);
  }

  @Test
  void nothingShowsASecret() {
    SigningSecret secret = SigningSecret.of("0123456789abcdef0123456789abcdef");
    assertThat(
            secret
                + ""
                + SigningKey.of("a", secret)
                + KeyRing.of(SigningKey.of("a", secret))
                + LegacyDigestSigner.builder().apiKey(secret).build()
                + Parameters.of(Map.of("a", "0123456789abcdef")))
        .doesNotContain("0123456789");
  }

  @Test
  void randomSecrets_areLongEnoughForAKey() {
    assertThat(SigningSecret.random().length()).isEqualTo(SigningKey.MIN_BYTES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SigningLimits(0, 1, 1, 1))
        .withMessage("SigningLimits parameters: expected 1 to 10000, but found 0");
  }
}
