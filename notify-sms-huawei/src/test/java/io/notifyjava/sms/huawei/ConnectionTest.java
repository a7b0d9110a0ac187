package io.notifyjava.sms.huawei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import io.notifyjava.testkit.simulator.HuaweiVariable;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That an account hands on what it is told about its connection, and what of it Huawei forbids. */
class ConnectionTest {

  private static HuaweiSms.AccountBuilder account() {
    return HuaweiSms.account().appKey("c8RWg3ggEcyd4D3p94bf3Y7x1Ile").appSecret("s3cret-of-app");
  }

  /** All of them and their texts are tested in notify-http. */
  @Test
  void connection_isCheckedAsEveryones() {
    assertThat(
            told(
                () ->
                    account()
                        .authentication(Authentication.WSSE_HEX)
                        .backupUrls(List.of("https://ok.example.com", "nonsense"))
                        .readTimeout(Duration.ZERO)
                        .maxIdleConnections(-1)
                        .build()))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("backup-urls[1]: expected a URL such as"),
            second -> assertThat(second).startsWith("read-timeout: expected 1 ms to 1 h"),
            third -> assertThat(third).startsWith("max-idle-connections: expected 0 to 100000"));
  }

  @Test
  void connection_isReadFromTheKeysOfEveryone() {
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("app-key", "k")
            .setting("app-secret", "s")
            .setting("base-url", "http://plain.example.com")
            .setting("max-idle-connections", "-1")
            .defaultsOf(new HuaweiSmsProviderFactory())
            .build();

    assertThat(told(() -> new HuaweiSmsProviderFactory().create(context)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("base-url: expected https, but found http for"),
            second -> assertThat(second).startsWith("max-idle-connections: expected 0 to 100000"));
  }

  @Test
  void backups_areForSignaturesThatNameNoHost() {
    List<String> backups = List.of("https://other.example.com");

    assertThat(told(() -> account().backupUrls(backups).build()))
        .containsExactly(
            "backup-urls: expected none, since a signature of ak-sk is for one host, but found 1;"
                + " leave them out");
    assertThat(account().authentication(Authentication.WSSE_HEX).backupUrls(backups).build())
        .isNotNull();
    assertThat(account().authentication(Authentication.WSSE_RAW).backupUrls(backups).build())
        .isNotNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"WSSE_HEX", "WSSE_RAW"})
  void hostThatIsDown_isReplacedByItsBackup(Authentication authentication) {
    ManualClock clock = new ManualClock();
    try (HuaweiSmsSimulator huawei =
            HuaweiSmsSimulator.builder()
                .clock(clock)
                .template("1d18a7f4e1b84f6c8fcb546b48b3baea", HuaweiVariable.CHARDIGIT)
                .start();
        HuaweiSmsSimulator down = HuaweiSmsSimulator.start();
        Provider<SmsMessage> provider =
            provider(
                HuaweiSms.account()
                    .appKey(huawei.appKey())
                    .appSecret(huawei.appSecret())
                    .authentication(authentication)
                    .allowPlainHttp(true)
                    .baseUrl(down.baseUrl().toString())
                    .backupUrls(List.of(huawei.baseUrl().toString())),
                clock)) {
      down.refuseConnections();

      SmsMessage message = HuaweiFixture.message("+8613800138000", "123456");
      assertThat(
              provider
                  .send(message, new SendContext("m", 1, Duration.ofSeconds(10), false))
                  .isAccepted())
          .isTrue();
    }
  }

  @SuppressWarnings("unchecked") // it sends nothing else
  private static Provider<SmsMessage> provider(
      HuaweiSms.AccountBuilder account, ManualClock clock) {
    return (Provider<SmsMessage>)
        account
            .build()
            .create(
                TestProviderContext.builder()
                    .clock(clock)
                    .ticker(System::nanoTime)
                    .smsTemplates(HuaweiFixture.TEMPLATES)
                    .build());
  }

  private static List<String> told(ThrowingCallable build) {
    return catchThrowableOfType(ConfigurationException.class, build).problems();
  }
}
