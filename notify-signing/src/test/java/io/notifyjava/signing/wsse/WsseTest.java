package io.notifyjava.signing.wsse;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WsseTest {

  private static final SigningSecret SECRET = SigningSecret.of("testAppSecret");
  private static final Instant AT = Instant.parse("2024-01-02T03:04:05Z");
  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final String HEX =
      "NDE1NDI0NDllYzkxYmRmOWQ0MzE5MWYxOWE5NDUwZDdmN2ExMGY3ZDUyZGI0MGU3MTE5OGZmZDJlYmQ1NmQxYg==";

  private final TestClock clock = TestClock.at(AT.getEpochSecond());
  private final WsseSigner signer = WsseSigner.of("app", SECRET, DigestForm.HEX, clock);
  private final WsseVerifier verifier =
      WsseVerifier.builder().user("app", SECRET).clock(clock).build();

  /** Vectors of the fact sheet on Huawei Cloud. */
  @ParameterizedTest
  @CsvSource({"RAW,QVQkSeyRvfnUMZHxmpRQ1/ehD31S20DnEZj/0uvVbRs=", "HEX," + HEX})
  void bothForms_areTheDocumentedOnes(DigestForm form, String digest) {
    UsernameToken token = WsseSigner.of("APP_KEY", SECRET, form).sign(NONCE, AT.plusMillis(999));

    assertThat(token.headerValue())
        .isEqualTo(
            "UsernameToken Username=\"APP_KEY\",PasswordDigest=\""
                + digest
                + "\",Nonce=\""
                + NONCE
                + "\",Created=\"2024-01-02T03:04:05Z\"");
    assertThat(WsseSigner.authorization("SDP", "Appkey"))
        .isEqualTo("WSSE realm=\"SDP\",profile=\"UsernameToken\",type=\"Appkey\"");
  }

  @Test
  void token_isVerifiedOnce() {
    String header = signer.sign().headerValue();
    assertVerified(verifier.verify(header), "app");
    assertRefused(verifier.verify(header), RefusalReason.REPLAYED);
  }

  /** Else one user could use up the nonces of another. */
  @Test
  void nonces_areEachUsersOwn() {
    WsseVerifier both =
        WsseVerifier.builder()
            .user("app", SECRET)
            .user("other", SigningSecret.of("another"))
            .clock(clock)
            .build();
    WsseSigner other = WsseSigner.of("other", SigningSecret.of("another"), DigestForm.HEX, clock);
    assertVerified(both.verify(other.sign(NONCE, AT).headerValue()), "other");
    assertVerified(both.verify(signer.sign(NONCE, AT).headerValue()), "app");
    assertRefused(both.verify(signer.sign(NONCE, AT).headerValue()), RefusalReason.REPLAYED);
  }

  @Test
  void forms_areASetting() {
    String raw = WsseSigner.of("app", SECRET, DigestForm.RAW, clock).sign().headerValue();
    assertRefused(verifier.verify(raw), RefusalReason.MISMATCH).contains("the form of the digest");
    WsseVerifier both =
        WsseVerifier.builder()
            .user("app", SECRET)
            .forms(DigestForm.HEX, DigestForm.RAW)
            .clock(clock)
            .build();
    assertVerified(both.verify(raw), "app");
    assertVerified(both.verify(signer.sign().headerValue()), "app");
  }

  @Test
  void wrongPasswordAndUnknownUser_areRefused() {
    WsseSigner wrong = WsseSigner.of("app", SigningSecret.of("other"), DigestForm.HEX, clock);
    WsseSigner unknown = WsseSigner.of("nobody", SECRET, DigestForm.HEX, clock);
    assertRefused(verifier.verify(wrong.sign().headerValue()), RefusalReason.MISMATCH);
    assertRefused(verifier.verify(unknown.sign().headerValue()), RefusalReason.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @CsvSource({"-300,", "-301,EXPIRED", "60,", "61,FUTURE"})
  void time_isChecked(long offset, RefusalReason reason) {
    UsernameToken token = signer.sign(NONCE, AT.plusSeconds(offset));
    Verification verdict = verifier.verify(token.headerValue());
    if (reason == null) {
      assertVerified(verdict, "app");
    } else {
      assertRefused(verdict, reason);
    }
  }

  @Test
  void missingHeader_isMissing() {
    assertRefused(verifier.verify(null), RefusalReason.MISSING);
    assertRefused(verifier.verify(""), RefusalReason.MISSING);
  }

  @Test
  void headerOfAnotherShape_isMalformed() {
    String good = signer.sign(NONCE, AT).headerValue();
    for (String bad :
        new String[] {
          "\"" + good,
          good.replace("UsernameToken ", ""),
          good.replace("Username=\"app\",", ""),
          good.replace("Nonce", "nonce"),
          good + ",Nonce=\"abc\"",
          good + ",Extra=\"abc\"",
          good.replace(NONCE, ""),
          good.replace(NONCE, "a b"),
          good.replace(NONCE, "a".repeat(129)),
          good.replace("\"app\"", "app"),
          good.replace("\"app\"", "\"a\\p\""),
          good.replace("\"app\"", "\"a\"p\""),
          good.replace("app", "张"),
          good.replace("2024-01-02T03:04:05Z", "2024-01-02T03:04:05"),
          good.replace("2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00"),
          good.replace("2024-01-02T03:04:05Z", "2024-01-02t03:04:05z"),
          good.replace("2024-01-02T03:04:05Z", "2024-13-02T03:04:05Z"),
          good.replace("2024-01-02T03:04:05Z", "2023-02-29T03:04:05Z"),
          good.replace("2024-01-02T03:04:05Z", "２024-01-02T03:04:05Z"),
          good.replace("2024-01-02T03:04:05Z", ""),
          good + " ".repeat(1_024),
          "UsernameToken ",
          "UsernameToken =\"",
          "UsernameToken Username=\""
        }) {
      assertRefused(verifier.verify(bad), RefusalReason.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a,b", "a\r\nX: y", "a\0", "", "a b", "张", "a\\b"})
  void nameThatReachesIntoTheHeader_isRefusedAtOnce(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WsseSigner.of(name, SECRET, DigestForm.HEX))
        .withMessageStartingWith("WsseSigner username: expected 1 to 128 visible ASCII");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WsseVerifier.builder().user(name, SECRET));
    assertThatIllegalArgumentException().isThrownBy(() -> WsseSigner.authorization(name, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(name, AT));
  }

  @Test
  void nonces_areNeverTheSame_andHave128Bits() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      String nonce = signer.sign().nonce();
      assertThat(nonces.add(nonce)).isTrue();
      assertThat(nonce.length()).isEqualTo(32);
    }
  }

  @Test
  void zonesAndLocales_doNotMatter() {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      for (String one :
          new String[] {
            "Asia/Shanghai", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "UTC"
          }) {
        for (String other :
            new String[] {"ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "tr-TR", "zh-CN"}) {
          TimeZone.setDefault(TimeZone.getTimeZone(one));
          Locale.setDefault(Locale.forLanguageTag(other));
          assertThat(signer.sign(NONCE, AT).passwordDigest()).isEqualTo(HEX);
          assertThat(signer.sign(NONCE, Instant.parse("2025-12-30T23:59:59Z")).created())
              .isEqualTo("2025-12-30T23:59:59Z");
        }
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void settings_areChecked_andSecretsHidden() {
    assertThatIllegalStateException()
        .isThrownBy(() -> WsseVerifier.builder().build())
        .withMessageContaining("call user(name, password)");
    assertThat(signer.sign().toString()).isEqualTo("UsernameToken(app)");
    assertThat(signer.toString() + verifier).doesNotContain("testAppSecret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign(NONCE, AT.plus(Duration.ofDays(365L * 9_000))));
  }
}
