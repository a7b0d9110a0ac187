package io.notifyjava.wechat.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.token.TokenKey;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeComConfigTest {

  private static final String KEY = "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa";

  private static List<String> problems(ThrowingCallable build) {
    return assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(build)
        .actual()
        .problems();
  }

  private static WeCom.ApplicationBuilder valid() {
    return WeCom.application().corpId("ww1").corpSecret("s3cret-value").agentId(1);
  }

  private static TokenKey tokenKey(WeCom.ApplicationBuilder builder) {
    return ((ApplicationConfig) builder.build()).tokenKey();
  }

  @Test
  void applicationWithNothing_namesEverythingThatIsMissing() {
    assertThat(problems(() -> WeCom.application().build()))
        .containsExactly(
            "corp-id: expected the company's id such as ww0123456789abcdef, but found none",
            "corp-secret: expected the application's secret, but found none",
            "agent-id: expected the application's number such as 1000002, but found none");
  }

  @Test
  void everythingWrong_isNamedAtOnceWithoutTheSecret() {
    assertThat(
            problems(
                () ->
                    WeCom.application()
                        .corpId("ww 1")
                        .corpSecret("s3cret-value\n")
                        .agentId(0)
                        .resendWindow(Duration.ofHours(5))
                        .baseUrl("http://plain")
                        .build()))
        .hasSize(5)
        .noneMatch(problem -> problem.contains("s3cret"))
        .contains(
            "corp-id: corp-id must not hold blanks",
            "agent-id: expected 1 or more, but found 0",
            "resend-window: expected whole seconds, 0 to 4 hours, for which WeCom holds back equal"
                + " requests, but found PT5H");
  }

  @Test
  void tokens_belongToTheSecretAndTheHost() {
    TokenKey key = tokenKey(valid());

    assertThat(key.platform()).isEqualTo("qyapi.weixin.qq.com");
    assertThat(key.account()).isEqualTo("ww1");
    assertThat(tokenKey(valid().agentId(2))).isEqualTo(key);
    assertThat(tokenKey(valid().corpSecret("other"))).isNotEqualTo(key);
    assertThat(tokenKey(valid().corpId("ww2"))).isNotEqualTo(key);
    assertThat(tokenKey(valid().baseUrl("https://e.com"))).isNotEqualTo(key);
    assertThat(key.fingerprint()).doesNotContain("s3cret");
  }

  @Test
  void secrets_areNotShown() {
    assertThat(valid().build().toString())
        .isEqualTo("ApplicationConfig[qyapi.weixin.qq.com/***, agent 1]");
    assertThat(WeCom.robot().key(KEY).build().toString())
        .isEqualTo("RobotConfig[https://qyapi.weixin.qq.com]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY,
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?debug=1&key=" + KEY
      })
  void robot_takesTheKeyOrTheWholeAddress(String told) {
    RobotConfig config = (RobotConfig) WeCom.robot().key(told).build();

    assertThat(config.key().reveal()).isEqualTo(KEY);
    assertThat(config.rateLimit())
        .isEqualTo(new RateLimit(20, Duration.ofMinutes(1), Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send | expected 1 to 128 letters, digits",
        "https://qyapi.weixin.qq.com/?key=abc | expected a webhook such as https://qyapi",
        "https://evil.example/cgi-bin/webhook/send?key=abc | names another host than base-url",
        "a b | expected 1 to 128 letters, digits",
        "key=abc | expected 1 to 128 letters, digits"
      })
  void robotWithAnotherKey_isRefusedWithoutRepeatingIt(String told, String problem) {
    assertThat(problems(() -> WeCom.robot().key(told).build()))
        .singleElement()
        .asString()
        .startsWith("key: ")
        .contains(problem)
        .doesNotContain("abc")
        .doesNotContain("evil");
  }

  @Test
  void robotBehindAProxy_takesAnAddressOfWeComOrOfTheProxy() {
    for (String host : List.of("qyapi.weixin.qq.com", "proxy.example")) {
      RobotConfig config =
          (RobotConfig)
              WeCom.robot()
                  .baseUrl("https://proxy.example")
                  .key("https://" + host + "/cgi-bin/webhook/send?key=" + KEY)
                  .build();
      assertThat(config.key().reveal()).isEqualTo(KEY);
      assertThat(config.baseUrl()).isEqualTo("https://proxy.example");
    }
  }

  @Test
  void robotWithNothing_namesTheKey() {
    assertThat(problems(() -> WeCom.robot().build()))
        .containsExactly("key: expected the robot's key or its webhook address, but found none");
    assertThat(problems(() -> WeCom.robot().key("abc\n").build()))
        .containsExactly(
            "key: Secret must not begin or end with white space; was it copied with a newline?");
  }

  @Test
  void rate_isTheRobotsOwn() {
    RateLimit slow = RateLimit.of(5, Duration.ofMinutes(1));
    Provider<?> robot =
        WeCom.robot().key(KEY).rateLimit(slow).build().create(TestProviderContext.create());

    assertThat(robot.rateLimit()).contains(slow);
    assertThat(valid().build().create(TestProviderContext.create()).rateLimit()).isEmpty();
  }

  @Test
  void factories_areFoundByTheirTypes() {
    assertThat(ServiceLoader.load(ProviderFactory.class))
        .extracting(ProviderFactory::type)
        .contains("wechat", "wecom", "wecom-robot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuse", "cut", "send"})
  void application_isMadeFromSettings(String longText) {
    WeComProviderFactory factory = new WeComProviderFactory();
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("corp-id", "ww1")
            .setting("corp-secret", "s3cret-value")
            .setting("agent-id", "1000002")
            .setting("long-text", longText)
            .setting("resend-window", "1h")
            .defaultsOf(factory)
            .build();

    try (Provider<?> provider = factory.create(context)) {
      assertThat(provider.toString()).contains("agent 1000002").doesNotContain("s3cret");
      assertThat(provider.capabilities().of(Application.text()).orElseThrow().idempotencyWindow())
          .isEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  void wordThatIsNone_isNamedWithTheOtherProblems() {
    WeComProviderFactory factory = new WeComProviderFactory();
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("corp-id", "ww1")
            .setting("corp-secret", "s3cret-value")
            .setting("agent-id", "-1")
            .setting("long-text", "truncate")
            .defaultsOf(factory)
            .build();

    assertThat(problems(() -> factory.create(context)))
        .containsExactly(
            "long-text: expected refuse, cut or send, but found truncate",
            "agent-id: expected 1 or more, but found -1");
  }

  /** All of them and their texts are tested in notify-http. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionOfBoth_isCheckedAsEveryones(boolean robot) {
    ProviderFactory factory = robot ? new WeComRobotProviderFactory() : new WeComProviderFactory();
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("key", KEY)
            .setting("corp-id", "ww1")
            .setting("corp-secret", "s3cret-value")
            .setting("agent-id", "1")
            .setting("base-url", "http://plain.example.com")
            .setting("backup-urls", "https://ok.example.com,nonsense")
            .setting("max-idle-connections", "-1")
            .defaultsOf(factory)
            .build();

    assertThat(problems(() -> factory.create(context)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("base-url: expected https, but found http for"),
            second -> assertThat(second).startsWith("backup-urls[1]: expected a URL such as"),
            third -> assertThat(third).startsWith("max-idle-connections: expected 0 to 100000"));
  }

  @Test
  void robot_isMadeFromSettings() {
    WeComRobotProviderFactory factory = new WeComRobotProviderFactory();
    TestProviderContext context =
        TestProviderContext.builder().setting("key", KEY).defaultsOf(factory).build();

    try (Provider<?> provider = factory.create(context)) {
      assertThat(provider.toString()).doesNotContain(KEY);
    }
  }
}
