package io.notifyjava;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitKey;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.Limits;
import io.notifyjava.limit.VendorLimits;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.spi.Capabilities;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sample of docs/limits.md compiles, limits, and is the one that stands there. */
class LimitsSampleTest {

  private final ScriptedProvider aliyun =
      new ScriptedProvider(Capabilities.of(SmsMessage.class, Capabilities.Support.plain()));

  private Notifier sample(Clock clock) {
    // region sample
    Limits limits =
        Limits.builder()
            .limit(VendorLimits.aliyunCodes("codes", "aliyun", Set.of("captcha", "login")))
            .limit(
                Limit.named("one-template-to-one-number")
                    .per(LimitKey.recipientAndTemplate())
                    .atMost(20, LimitWindow.day())
                    .build())
            .limit(
                Limit.named("aliyun-day")
                    .per(LimitKey.account().over("aliyun"))
                    .atMost(50_000, LimitWindow.day())
                    .build())
            .build();
    Notifier notifier =
        Notifier.builder().provider("aliyun", aliyun).limits(limits).clock(clock).build();
    // endregion
    return notifier;
  }

  @Test
  void the_sample_lets_one_code_a_minute_pass_to_a_number() {
    try (Notifier notifier = sample(new ManualTime())) {
      SmsMessage first =
          SmsMessage.to("+8613800138000").template("captcha").with("code", "1234").build();
      SmsMessage second = first.toBuilder().template("login").build();

      assertThat(notifier.send(first).isAccepted()).isTrue();
      Failure refusal = notifier.send(second).failure().orElseThrow();

      assertThat(refusal.reason()).isEqualTo(FailureReason.THROTTLED);
      assertThat(refusal.toString())
          .isEqualTo(
              "THROTTLED limit: Limit 'codes' allows 1 per minute, which is used up; send again in"
                  + " 60 s or raise the limit (may pass)");
    }
  }

  @Test
  void the_sample_is_the_one_of_the_page() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/notifyjava/LimitsSampleTest.java"));
    String region =
        source.substring(
            source.indexOf("// region sample\n") + 17, source.indexOf("    // endregion"));

    assertThat(Files.readString(Path.of("../docs/limits.md"))).contains(region.indent(-4));
  }

  @Test
  void the_keys_of_the_page_say_the_same() throws IOException {
    String page = Files.readString(Path.of("../docs/limits.md"));
    int start = page.indexOf("```properties\n") + 14;
    Properties keys = new Properties();
    keys.load(new StringReader(page.substring(start, page.indexOf("```", start))));

    try (Notifier notifier =
        Notifier.builder()
            .provider("aliyun", aliyun)
            .properties(keys)
            .clock(new ManualTime())
            .build()) {
      SmsMessage first =
          SmsMessage.to("+8613800138000").template("captcha").with("code", "1234").build();

      assertThat(notifier.send(first).isAccepted()).isTrue();
      assertThat(notifier.send(first).failure().orElseThrow().text())
          .startsWith("Limit 'codes' allows 1 per minute");
      SmsMessage other = first.toBuilder().template("parcel").build();
      for (int i = 0; i < 20; i++) {
        assertThat(notifier.send(other).isAccepted()).isTrue();
      }
      assertThat(notifier.send(other).failure().orElseThrow().text())
          .startsWith("Limit 'one-template-to-one-number' allows 20 per day");
    }
    assertThat(keys).hasSize(7);
  }
}
