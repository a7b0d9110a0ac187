package io.notifyjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.result.FailureReason;
import io.notifyjava.route.Routers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What providers say of their accounts, and how it reaches the users of a notifier. */
class NotifierAccountsTest {

  private interface Uploads {
    String upload();
  }

  private final ManualTime time = new ManualTime();
  private final ScriptedProvider provider = ScriptedProvider.ofNotes();

  private NotifierBuilder builder() {
    return Notifier.builder()
        .provider("main", provider)
        .executor(Runnable::run)
        .clock(time)
        .ticker(time::nanos)
        .timer(time);
  }

  @Nested
  class AnExtension {

    private final Uploads uploads = () -> "media-1";

    @Test
    void is_found_by_its_account_and_type() {
      provider.offering(uploads);
      try (Notifier notifier = builder().build()) {
        assertThat(notifier.extension("main", Uploads.class).upload()).isEqualTo("media-1");
      }
    }

    @Test
    void of_an_unknown_account_is_refused_with_the_accounts_that_there_are() {
      try (Notifier notifier = builder().provider("backup", provider).build()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> notifier.extension("mian", Uploads.class))
            .withMessage("There is no account 'mian'; the accounts are [main, backup]");
      }
    }

    @Test
    void that_the_provider_does_not_offer_is_refused_by_name() {
      provider.offering(uploads);
      try (Notifier notifier = builder().build()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> notifier.extension("main", CharSequence.class))
            .withMessage(
                "Account 'main' offers no CharSequence; see the documentation of its provider");
      }
    }

    @Test
    void is_refused_once_the_notifier_is_closed() {
      provider.offering(uploads);
      Notifier notifier = builder().build();
      notifier.close();

      assertThatIllegalStateException()
          .isThrownBy(() -> notifier.extension("main", Uploads.class))
          .withMessage("The notifier is closed");
    }
  }

  @Nested
  class TheRoutes {

    private final ScriptedProvider backup = ScriptedProvider.ofNotes();

    private String sentBy(NotifierBuilder builder) {
      try (Notifier notifier = builder.build()) {
        return notifier.send(Note.to("o-1")).attempts().get(0).account();
      }
    }

    @Test
    void come_from_the_configuration() {
      assertThat(
              sentBy(
                  builder()
                      .provider("backup", backup)
                      .configuration(Map.of("notify.route.wechat", "backup,main"))))
          .isEqualTo("backup");
    }

    @Test
    void of_the_builder_win_over_those_of_the_configuration() {
      assertThat(
              sentBy(
                  builder()
                      .provider("backup", backup)
                      .router(Routers.ordered("main", "backup"))
                      .configuration(Map.of("notify.route.wechat", "backup,main"))))
          .isEqualTo("main");
    }

    @Test
    void are_explained_step_by_step() {
      try (Notifier notifier =
          builder().provider("backup", backup).router(Routers.ordered("backup", "main")).build()) {
        assertThat(notifier.explain(Note.to("o-1")).steps())
            .extracting(Explanation.Step::account)
            .containsExactly("backup", "main");
      }
    }

    @Test
    void name_accounts_that_there_are() {
      assertThatThrownBy(
              () ->
                  builder()
                      .router(Routers.ordered("main", "bakcup"))
                      .configuration(Map.of("notify.route.sms", "mian"))
                      .build())
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e ->
                  assertThat(e.problems())
                      .containsExactly(
                          "router: there is no account 'bakcup'; the accounts are [main]",
                          "notify.route.sms: there is no account 'mian'; the accounts are [main]"));
      assertThat(provider.closed()).as("nothing is left open").isEqualTo(1);
    }
  }

  @Nested
  class TheRateOfAVendor {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void is_kept_if_nobody_says_otherwise() {
      provider.rated(RateLimit.of(2, HOUR).withMaxWait(Duration.ZERO));

      assertThat(acceptedOfFive(builder())).isEqualTo(2);
    }

    @Test
    void gives_way_to_the_builder() {
      provider.rated(RateLimit.of(2, HOUR).withMaxWait(Duration.ZERO));

      assertThat(
              acceptedOfFive(
                  builder().rateLimit("main", RateLimit.of(4, HOUR).withMaxWait(Duration.ZERO))))
          .isEqualTo(4);
    }

    @Test
    void gives_way_to_the_configuration() {
      NotifierBuilder plain = configured(Map.of());
      NotifierBuilder limited = configured(Map.of("notify.accounts.main.rate-limit", "3/1h"));

      assertThat(acceptedOfFive(plain)).isEqualTo(2);
      assertThat(acceptedOfFive(limited)).isEqualTo(3);
    }

    @Test
    void is_kept_in_any_period_by_the_ticker_of_the_notifier() {
      provider.rated(RateLimit.of(2, HOUR).withMaxWait(Duration.ZERO));
      try (Notifier notifier = builder().build()) {
        notifier.send(Note.to("o-1"));
        time.advance(Duration.ofMinutes(59));
        notifier.send(Note.to("o-2"));
        time.advance(Duration.ofMinutes(1));

        assertThat(notifier.send(Note.to("o-3")).isAccepted()).isTrue();
        assertThat(notifier.send(Note.to("o-4")).failure().orElseThrow().reason())
            .isEqualTo(FailureReason.THROTTLED);
      }
    }

    private NotifierBuilder configured(Map<String, String> more) {
      return Notifier.builder()
          .executor(Runnable::run)
          .clock(time)
          .ticker(time::nanos)
          .timer(time)
          .configuration(
              Map.of(
                  "notify.accounts.main.type",
                  "letter-box",
                  "notify.accounts.main.app-id",
                  "wx1",
                  "notify.accounts.main.app-secret",
                  "s3cret"))
          .configuration(more);
    }

    private long acceptedOfFive(NotifierBuilder builder) {
      try (Notifier notifier = builder.build()) {
        long accepted = 0;
        for (int i = 0; i < 5; i++) {
          accepted += notifier.send(Note.to("o-" + i)).isAccepted() ? 1 : 0;
        }
        return accepted;
      }
    }
  }
}
