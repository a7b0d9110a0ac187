package io.notifyjava.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.limit.FailMode;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.VendorLimits;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitKeysTest {

  private static final SmsMessage CAPTCHA =
      SmsMessage.to("+8613800138000").template("captcha").with("code", "1").build();
  private static final SmsMessage PARCEL = CAPTCHA.toBuilder().template("parcel").build();

  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Optional<Configuration.ConfiguredLimits> read() {
    Problems problems = new Problems();
    Configuration configuration =
        new ConfigurationReader(Factories.find(List.of(getClass().getClassLoader())), problems)
            .keys(keys)
            .environment(variables)
            .read();
    problems.throwIfAny();
    return configuration.limits();
  }

  private LimitKeysTest key(String key, String value) {
    keys.put("notify.limits." + key, value);
    return this;
  }

  private Limit only() {
    List<Configuration.ConfiguredLimit> all = read().orElseThrow().all();
    assertThat(all).hasSize(1);
    return all.get(0).limit();
  }

  private void assertProblems(String... problems) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.problems()).containsExactlyInAnyOrder(problems));
  }

  /** Two limits are one if they have one name, bounds, patience, and count messages alike. */
  private static void assertSame(Limit found, Limit expected) {
    assertThat(found.name()).isEqualTo(expected.name());
    assertThat(found.bounds()).isEqualTo(expected.bounds());
    assertThat(found.maxWait()).isEqualTo(expected.maxWait());
    for (SmsMessage message : List.of(CAPTCHA, PARCEL)) {
      for (String account : List.of("main", "backup")) {
        assertThat(found.key().of(message, account)).isEqualTo(expected.key().of(message, account));
      }
    }
  }

  @Test
  void nothing_said_is_no_limit() {
    assertThat(read()).isEmpty();
  }

  @Test
  void presets_are_those_of_the_vendors_with_all_their_bounds() {
    Set<String> captcha = Set.of("captcha");
    Map<String, Limit> presets =
        Map.of(
            "aliyun-codes", VendorLimits.aliyunCodes("x", "main", captcha),
            "aliyun-notices", VendorLimits.aliyunNotices("x", "main", captcha),
            "huawei-codes", VendorLimits.huaweiCodes("x", "main", captcha),
            "huawei-notices", VendorLimits.huaweiNotices("x", "main", captcha),
            "huawei-promotions", VendorLimits.huaweiPromotions("x", "main", captcha),
            "huawei-same-content", VendorLimits.huaweiSameContent("x", "main"),
            "huawei-international", VendorLimits.huaweiInternational("x", "main"),
            "huawei-pace", VendorLimits.huaweiPace("x", "main"));
    assertThat(presets).hasSameSizeAs(LimitPreset.values());

    presets.forEach(
        (preset, limit) -> {
          keys.clear();
          key("x.preset", preset).key("x.accounts", "main");
          if (LimitPreset.valueOf(preset.toUpperCase().replace('-', '_')).ofTemplates()) {
            key("x.templates", "captcha");
          }
          assertSame(only(), limit);
        });
  }

  @Test
  void a_limit_of_ones_own_has_a_key_and_bounds() {
    key("x.per", "recipient-and-template")
        .key("x.at-most", "1/second, 2/minute, 3/hour,4 / day,5/59s")
        .key("x.max-wait", "3s");

    Limit limit = only();

    assertThat(limit.bounds())
        .extracting(bound -> bound.window())
        .containsExactly(
            LimitWindow.second(),
            LimitWindow.minute(),
            LimitWindow.hour(),
            LimitWindow.day(),
            LimitWindow.rolling(Duration.ofSeconds(59)));
    assertThat(limit.bounds()).extracting(bound -> bound.permits()).containsExactly(1, 2, 3, 4, 5);
    assertThat(limit.maxWait()).isEqualTo(Duration.ofSeconds(3));
    assertThat(limit.key().of(CAPTCHA, "main"))
        .isPresent()
        .isNotEqualTo(limit.key().of(PARCEL, "main"));
  }

  @Test
  void without_a_key_it_counts_each_account_for_itself() {
    Limit limit = key("x.at-most", "1000/day").only();

    assertThat(limit.key().of(CAPTCHA, "main")).contains("main");
    assertThat(limit.maxWait()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "recipient, true, true",
    "account, false, true",
    "recipient-and-template, true, false"
  })
  void what_is_counted_together_follows_the_key(
      String per, boolean overAccounts, boolean overTemplates) {
    Limit limit = key("x.at-most", "9/day").key("x.per", per).only();

    assertThat(limit.key().of(CAPTCHA, "main").equals(limit.key().of(CAPTCHA, "backup")))
        .isEqualTo(overAccounts);
    assertThat(limit.key().of(CAPTCHA, "main").equals(limit.key().of(PARCEL, "main")))
        .isEqualTo(overTemplates);
  }

  @Test
  void it_may_be_narrowed_to_accounts_and_templates_and_told_apart_by_account() {
    key("x.at-most", "9/day")
        .key("x.per", "recipient")
        .key("x.accounts", "main, backup")
        .key("x.templates", "captcha, login")
        .key("x.per-account", "true");

    Limit limit = only();

    assertThat(limit.key().of(CAPTCHA, "main"))
        .isPresent()
        .isNotEqualTo(limit.key().of(CAPTCHA, "backup"));
    assertThat(limit.key().of(CAPTCHA, "backup")).isPresent();
    assertThat(limit.key().of(CAPTCHA, "third")).isEmpty();
    assertThat(limit.key().of(PARCEL, "main")).isEmpty();
  }

  @Test
  void a_day_may_be_that_of_another_zone() {
    Limit limit = key("x.at-most", "1/day").key("x.zone", "Europe/Berlin").only();

    assertThat(limit.bounds().get(0).window())
        .isEqualTo(LimitWindow.day(ZoneId.of("Europe/Berlin")));
  }

  @Test
  void the_store_and_what_happens_when_it_fails_are_settings_of_all() {
    key("x.at-most", "1/day");
    assertThat(read().orElseThrow().whenStoreFails()).isEqualTo(FailMode.CLOSED);
    assertThat(read().orElseThrow().whenFull()).isEqualTo(FailMode.CLOSED);
    assertThat(read().orElseThrow().maxKeys()).isEmpty();

    key("when-store-fails", "open").key("when-full", "OPEN").key("max-keys", "1000000");

    Configuration.ConfiguredLimits limits = read().orElseThrow();
    assertThat(limits.whenStoreFails()).isEqualTo(FailMode.OPEN);
    assertThat(limits.whenFull()).isEqualTo(FailMode.OPEN);
    assertThat(limits.maxKeys()).contains(1_000_000);
    assertThat(limits.limits(() -> 0).whenStoreFails()).isEqualTo(FailMode.OPEN);
    assertThat(limits.limits(() -> 0).store()).isPresent();
  }

  @Test
  void variables_say_the_same_and_win() {
    key("per-day.per", "account").key("per-day.at-most", "5/day").key("max-keys", "7");
    variables.put("NOTIFY_LIMITS_PER_DAY_PER", "recipient");
    variables.put("NOTIFY_LIMITS_PER_DAY_PER_ACCOUNT", "true");
    variables.put("NOTIFY_LIMITS_MAX_KEYS", "8");

    Configuration.ConfiguredLimits limits = read().orElseThrow();

    assertThat(limits.all()).hasSize(1);
    assertThat(limits.maxKeys()).contains(8);
    Limit limit = limits.all().get(0).limit();
    assertThat(limit.name()).isEqualTo("per-day");
    assertThat(limit.bounds()).hasSize(1);
    assertThat(limit.key().of(CAPTCHA, "main"))
        .isPresent()
        .isNotEqualTo(limit.key().of(CAPTCHA, "backup"));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_with_its_key() {
    key("a.preset", "aliyun")
        .key("b.preset", "aliyun-codes")
        .key("b.at-most", "1/minute")
        .key("c.preset", "huawei-pace")
        .key("c.accounts", "main,backup")
        .key("c.templates", "captcha")
        .key("d.per", "number")
        .key("d.at-most", "1 a minute")
        .key("e.at-most", "1/fortnight,2/minute,3/minute,0/hour")
        .key("f.per", "recipient")
        .key("g.at-most", "1/hour")
        .key("g.zone", "Europe/Berlin")
        .key("h.at-most", "1/day")
        .key("h.zone", "Berlin")
        .key("h.max-wait", "PT-1S")
        .key("max-keys", "0")
        .key("when-full", "maybe");

    assertProblems(
        "notify.limits.a.preset: must be one of [aliyun-codes, aliyun-notices, huawei-codes,"
            + " huawei-notices, huawei-promotions, huawei-same-content, huawei-international,"
            + " huawei-pace], but was: aliyun",
        "notify.limits.b.at-most: preset aliyun-codes has its own; take one of the two out",
        "notify.limits.b.accounts: preset aliyun-codes must have one account, whose messages it"
            + " counts, but there was none",
        "notify.limits.b.templates: is required and missing: the logical templates that preset"
            + " aliyun-codes counts, separated by commas",
        "notify.limits.c.accounts: preset huawei-pace must have one account, whose messages it"
            + " counts, but was: main,backup",
        "notify.limits.c.templates: preset huawei-pace counts messages of every template; take it"
            + " out",
        "notify.limits.d.per: must be one of [account, recipient, recipient-and-template], but was:"
            + " number",
        "notify.limits.d.at-most: must be messages in a window: 1/second, 1/minute, 5/hour, 50/day,"
            + " or with any time, 2/59s, but was: 1 a minute",
        "notify.limits.e.at-most: must be messages in a window: 1/second, 1/minute, 5/hour, 50/day,"
            + " or with any time, 2/59s, but was: 1/fortnight",
        "notify.limits.e.at-most: Limit 'e' has a bound of 2 per minute already; keep one of the"
            + " two",
        "notify.limits.e.at-most: permits must be 1 to 1000000000 per hour, but was 0",
        "notify.limits.f.at-most: is required and missing: messages in windows, such as 1/minute,"
            + " 5/hour, or say which preset the limit is",
        "notify.limits.g.zone: only a day has a zone, but there is none in at-most; take it out",
        "notify.limits.h.zone: must be a time zone such as Asia/Shanghai, but was: Berlin",
        "notify.limits.h.max-wait: maxWait must not be negative, but was PT-1S",
        "notify.limits.max-keys: maxKeys must be 1 to 100000000, but was 0",
        "notify.limits.when-full: must be one of [closed, open], but was: maybe");
  }

  @Test
  void keys_that_are_none_are_refused() {
    key("codes.at-mst", "1/day").key("max-kyes", "7").key("Codes.at-most", "1/day");
    variables.put("NOTIFY_LIMITS_CODES_SOMETHING", "1");

    String form =
        ": must be notify.limits.<name>.<setting>, the name in lower-case letters, digits and"
            + " hyphens, or one of [notify.limits.when-store-fails, notify.limits.max-keys,"
            + " notify.limits.when-full]";
    assertProblems(
        "notify.limits.codes.at-mst: is not a setting; did you mean notify.limits.codes.at-most?",
        "notify.limits.max-kyes" + form,
        "notify.limits.Codes.at-most" + form,
        "NOTIFY_LIMITS_CODES_SOMETHING: is not a setting; variables that begin with NOTIFY_ are"
            + " read as ours");
  }

  @Test
  void settings_of_all_without_any_limit_are_refused() {
    key("when-store-fails", "open");

    assertProblems(
        "notify.limits.when-store-fails: there is no limit; add one, such as"
            + " notify.limits.all.at-most=1000/day");
  }
}
