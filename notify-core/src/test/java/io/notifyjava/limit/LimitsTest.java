package io.notifyjava.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.fixture.Note;
import io.notifyjava.message.Secret;
import io.notifyjava.message.SmsMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final SmsMessage CODE =
      SmsMessage.to("+8613800138000").template("captcha").with("code", "1234").build();

  private static Limit limit(String name) {
    return Limit.named(name).atMost(1, LimitWindow.minute()).build();
  }

  private static final class SharedStore implements LimitStore {
    @Override
    public List<LimitVerdict> reserve(List<LimitClaim> claims) {
      return claims.stream().map(claim -> LimitVerdict.granted()).toList();
    }

    @Override
    public void commit(List<LimitClaim> claims) {}

    @Override
    public void release(List<LimitClaim> claims) {}
  }

  @Nested
  class SettingUp {

    @Test
    void names_every_problem_at_once() {
      Limits.Builder builder =
          Limits.builder().limit(limit("a")).limit(limit("a")).store(new SharedStore());

      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "There are two limits 'a'; rename one of them; The store is shared, so its keys must"
                  + " be hashed with a secret; set keySecret(...) to the same value in every"
                  + " process");
      assertThatThrownBy(() -> Limits.builder().build())
          .hasMessage("There is no limit; add one with limit(...)");
    }

    @Test
    void takes_a_shared_store_with_a_secret_and_shows_neither() {
      Limits limits =
          Limits.builder()
              .limit(limit("a"))
              .store(new SharedStore())
              .keySecret(Secret.of("s3cr3t-of-keys"))
              .build();

      assertThat(limits.store()).isPresent();
      assertThat(limits.whenStoreFails()).isEqualTo(FailMode.CLOSED);
      assertThat(limits.toString()).isEqualTo("Limits[Limit[a: [1 per minute]]]");
    }

    @Test
    void a_limit_needs_a_word_as_name_and_a_bound() {
      assertThatThrownBy(() -> Limit.named("My limit"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 64 lower-case letters, digits, dots and hyphens")
          .hasMessageContaining("My limit");
      assertThatThrownBy(() -> Limit.named("a").build())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Limit 'a' must have at least one bound; add one with atMost(...)");
    }

    @Test
    void a_limit_has_one_bound_for_each_window() {
      Limit.Builder builder = Limit.named("a").atMost(1, LimitWindow.minute());

      assertThatThrownBy(() -> builder.atMost(2, LimitWindow.minute()))
          .hasMessage("Limit 'a' has a bound of 1 per minute already; keep one of the two");
      assertThatThrownBy(() -> builder.maxWait(Duration.ofSeconds(-1)))
          .hasMessage("maxWait must not be negative, but was PT-1S");
    }

    @Test
    void bounds_and_windows_have_ranges() {
      assertThatThrownBy(() -> new LimitBound(0, LimitWindow.hour()))
          .hasMessage("permits must be 1 to 1000000000 per hour, but was 0");
      assertThatThrownBy(() -> new LimitBound(1_000_001, LimitWindow.second()))
          .hasMessage("permits must be 1 to 1000000 per 1s, but was 1000001");
      assertThatThrownBy(() -> LimitWindow.rolling(Duration.ofNanos(1)))
          .hasMessage("A rolling window must be 1 ms to 366 days long, but was PT0.000000001S");
      assertThatThrownBy(() -> new LimitWindow.Calendar(ChronoUnit.WEEKS, LimitWindow.VENDOR_ZONE))
          .hasMessageContaining("MINUTES, HOURS or DAYS, but was of WEEKS");
    }
  }

  @Nested
  class ADay {

    @Test
    void begins_at_midnight_of_its_zone() {
      LimitWindow.Calendar day = (LimitWindow.Calendar) LimitWindow.day();

      assertThat(day.startOf(Instant.parse("2026-11-20T15:59:59.999Z")))
          .isEqualTo(Instant.parse("2026-11-19T16:00:00Z"));
      assertThat(day.startOf(Instant.parse("2026-11-20T16:00:00Z")))
          .isEqualTo(Instant.parse("2026-11-20T16:00:00Z"));
    }

    @Test
    void has_23_or_25_hours_where_clocks_are_changed() {
      LimitWindow.Calendar day = (LimitWindow.Calendar) LimitWindow.day(ZoneId.of("Europe/Berlin"));
      Instant noon = Instant.parse("2026-10-25T12:00:00Z");

      assertThat(Duration.between(day.startOf(noon), day.endOf(noon)))
          .isEqualTo(Duration.ofHours(25));
    }
  }

  @Nested
  class AKey {

    @Test
    void tells_recipients_templates_and_accounts_apart() {
      LimitKey key = LimitKey.recipientAndTemplate().perAccount();

      assertThat(key.of(CODE, "a")).isPresent().isEqualTo(key.of(CODE, "a"));
      assertThat(key.of(CODE, "b")).isNotEqualTo(key.of(CODE, "a"));
      assertThat(key.of(CODE.toBuilder().template("other").build(), "a"))
          .isNotEqualTo(key.of(CODE, "a"));
      assertThat(key.of(CODE.toBuilder().with("code", "9").build(), "a"))
          .isEqualTo(key.of(CODE, "a"));
      assertThat(key.of(Note.to("open-id-1"), "a")).as("it has no template").isEmpty();
    }

    @Test
    void of_parts_that_read_the_same_when_joined_without_care_differs() {
      LimitKey one = LimitKey.recipient().and((message, account) -> Optional.of(account));

      assertThat(one.of(Note.to("open-id-1"), "1x"))
          .isNotEqualTo(one.of(Note.to("open-id-11"), "x"));
    }

    @Test
    void can_be_narrowed_to_accounts_and_messages() {
      LimitKey key = LimitKey.recipient().over("a", "b").when(SmsMessage.class::isInstance);

      assertThat(key.of(CODE, "b")).isPresent().isEqualTo(key.of(CODE, "a"));
      assertThat(key.of(CODE, "c")).isEmpty();
      assertThat(key.of(Note.to("open-id-1"), "a")).isEmpty();
    }
  }

  @Nested
  class ThePresets {

    @Test
    void are_what_the_vendors_publish() {
      Set<String> captcha = Set.of("captcha");

      assertThat(
              List.of(
                  VendorLimits.aliyunCodes("l1", "a", captcha),
                  VendorLimits.aliyunNotices("l2", "a", captcha),
                  VendorLimits.huaweiCodes("l3", "a", captcha),
                  VendorLimits.huaweiNotices("l4", "a", captcha),
                  VendorLimits.huaweiPromotions("l5", "a", captcha),
                  VendorLimits.huaweiSameContent("l6", "a"),
                  VendorLimits.huaweiInternational("l7", "a"),
                  VendorLimits.huaweiPace("l8", "a")))
          .extracting(Limit::toString)
          .containsExactly(
              "Limit[l1: [1 per minute, 5 per hour, 10 per 24h]]",
              "Limit[l2: [50 per 24h]]",
              "Limit[l3: [2 per 1m, 50 per 24h]]",
              "Limit[l4: [10 per 1m, 50 per 24h]]",
              "Limit[l5: [4 per 1h, 10 per 24h]]",
              "Limit[l6: [2 per 59s, 5 per 59m]]",
              "Limit[l7: [15 per 1m, 50 per 24h]]",
              "Limit[l8: [500 per 1s]]");
    }

    @Test
    void count_the_code_templates_of_a_sign_together_and_no_others() {
      LimitKey key = VendorLimits.aliyunCodes("l", "a", Set.of("captcha", "login")).key();

      assertThat(key.of(CODE, "a"))
          .isPresent()
          .isEqualTo(key.of(CODE.toBuilder().template("login").build(), "a"));
      assertThat(key.of(CODE.toBuilder().template("notice").build(), "a")).isEmpty();
      assertThat(key.of(CODE, "b")).isEmpty();
    }

    @Test
    void tell_contents_apart_where_the_vendor_counts_equal_ones() {
      LimitKey key = VendorLimits.huaweiSameContent("l", "a").key();

      assertThat(key.of(CODE, "a")).isEqualTo(key.of(CODE.toBuilder().build(), "a"));
      assertThat(key.of(CODE, "a"))
          .isNotEqualTo(key.of(CODE.toBuilder().with("code", "12345").build(), "a"));
    }

    @Test
    void need_a_template_to_count() {
      assertThatThrownBy(() -> VendorLimits.aliyunCodes("l", "a", Set.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Name at least one logical template");
    }
  }
}
