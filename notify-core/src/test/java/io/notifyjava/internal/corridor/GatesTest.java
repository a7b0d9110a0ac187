package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.Card;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.TemplatedMessage;
import io.notifyjava.message.Variables;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.route.Fallback;
import io.notifyjava.route.Route;
import io.notifyjava.template.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GatesTest {

  private final ScriptedProvider provider = ScriptedProvider.ofNotes();
  private final Walker walker = Walker.through(provider);

  private void assertRefused(SendResult result, FailureReason reason, String... texts) {
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(result.failure().orElseThrow().reason()).isEqualTo(reason);
    assertThat(result.failure().orElseThrow().text()).contains(texts);
    assertThat(result.attempts()).isEmpty();
    assertThat(provider.sent()).isEmpty();
  }

  @Test
  void a_message_type_that_breaks_its_contract_is_refused() {
    record Broken(@Nullable Recipient recipient, @Nullable MessageOptions options)
        implements Message {
      @Override
      public @Nullable Channel channel() {
        return null;
      }

      @Override
      public String typeName() {
        return "broken";
      }
    }

    assertRefused(
        walker.send(new Broken(null, null)),
        FailureReason.INVALID_MESSAGE,
        "message.channel() must not be null",
        "message.recipient() must not be null",
        "message.options() must not be null");
  }

  @Test
  void what_the_provider_would_refuse_is_refused_before_any_call() {
    provider.refusing("text must have at most 20 characters", "url must be https");

    assertRefused(
        walker.send(Note.to("o-1")),
        FailureReason.INVALID_MESSAGE,
        "text must have at most 20 characters; url must be https");
  }

  @Nested
  class ADeadline {

    @Test
    void that_has_passed_refuses_the_message() {
      Instant now = walker.time.instant();

      assertRefused(
          walker.send(Note.builder("o-1").deadline(now).build()),
          FailureReason.EXPIRED,
          "The deadline " + now + " had passed");
    }

    @Test
    void that_comes_first_ends_the_retries() {
      provider.always(later(FailureReason.UNAVAILABLE));
      Instant soon = walker.time.instant().plusMillis(250);

      SendResult result = walker.send(Note.builder("o-1").deadline(soon).build());

      assertThat(result.attempts()).as("one at 0 ms, one at 200 ms, none at 600 ms").hasSize(2);
    }

    @Test
    void bounds_the_time_of_a_call() {
      Instant soon = walker.time.instant().plusSeconds(2);

      walker.send(Note.builder("o-1").deadline(soon).build());

      assertThat(provider.contexts().get(0).timeLimit()).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Nested
  class AnIdempotencyKey {

    private final Note note = Note.builder("o-1").idempotencyKey("order-1").build();

    @Test
    void seen_before_is_answered_with_what_came_of_the_first() {
      walker.send(note);

      SendResult second = walker.send(note);

      assertThat(provider.sent()).hasSize(1);
      assertThat(((Accepted) second).receipt().repeated()).isTrue();
      assertThat(((Accepted) second).receipt().providerMessageId()).contains("id-1");
    }

    @Test
    void whose_outcome_is_unknown_is_not_sent_again() {
      provider.then(perhaps());
      walker.send(note);

      assertThat(walker.send(note)).isInstanceOf(Unknown.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void is_free_again_after_a_rejection() {
      provider.then(no(FailureReason.QUOTA));
      walker.send(note);

      assertThat(walker.send(note)).isInstanceOf(Accepted.class);
    }

    @Test
    void on_its_way_suppresses_the_second() {
      SendResult[] second = new SendResult[1];
      provider.then(
          context -> {
            second[0] = walker.send(note);
            return ScriptedProvider.yes();
          });

      walker.send(note);

      assertThat(second[0].failure().orElseThrow().reason()).isEqualTo(FailureReason.SUPPRESSED);
      assertThat(provider.sent()).hasSize(1);
      assertThat(walker.send(note))
          .as("the suppressed one must not free the key of the first")
          .isInstanceOf(Accepted.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void with_another_content_is_a_conflict() {
      walker.send(note);

      SendResult second =
          walker.send(Note.builder("o-1").text("other").idempotencyKey("order-1").build());

      assertThat(second.failure().orElseThrow().code()).isEqualTo("key-conflict");
    }

    @Test
    void belongs_to_one_recipient() {
      walker.send(note);

      walker.send(Note.builder("o-2").idempotencyKey("order-1").build());

      assertThat(provider.sent()).hasSize(2);
    }

    @Test
    void is_forgotten_after_its_window() {
      walker.send(note);
      walker.time.advance(Duration.ofMinutes(10));

      walker.send(note);

      assertThat(provider.sent()).hasSize(2);
    }
  }

  @Nested
  class ARoute {

    @Test
    void to_an_account_that_is_not_there_is_refused() {
      assertRefused(
          walker.send(Note.builder("o-1").account("other").build()),
          FailureReason.INVALID_MESSAGE,
          "Account 'other' is not configured; configured are [main]");
    }

    @Test
    void for_a_type_that_nobody_can_send_is_refused() {
      assertRefused(
          walker.send(Card.to("o-1")),
          FailureReason.INVALID_MESSAGE,
          "No configured account can send messages of type card; configured are [main]");
    }

    @Test
    void to_an_account_that_cannot_send_the_type_is_refused() {
      walker.router(message -> Optional.of(Route.to("main")));

      assertRefused(
          walker.send(Card.to("o-1")),
          FailureReason.INVALID_MESSAGE,
          "Account 'main' cannot send messages of type card");
    }

    @Test
    void that_could_be_two_is_not_guessed() {
      walker.and("second", ScriptedProvider.ofNotes());

      assertRefused(
          walker.send(Note.to("o-1")),
          FailureReason.INVALID_MESSAGE,
          "Accounts [main, second] can all send messages of type note; name one in the message");
    }

    @Test
    void that_fails_itself_refuses_the_message() {
      walker.router(
          message -> {
            throw new IllegalStateException("no");
          });

      assertRefused(walker.send(Note.to("o-1")), FailureReason.INTERNAL, "IllegalStateException");
    }
  }

  @Nested
  class ATemplate {

    private record Letter(Recipient recipient, String templateKey, Variables variables)
        implements TemplatedMessage {

      @Override
      public Message filled(String content) {
        if (content.isEmpty()) {
          throw new IllegalArgumentException("text must not be empty");
        }
        return Note.builder(recipient.value()).text(content).build();
      }

      @Override
      public Channel channel() {
        return Channel.WECHAT;
      }

      @Override
      public MessageOptions options() {
        return MessageOptions.defaults();
      }

      @Override
      public String typeName() {
        return "letter";
      }
    }

    private Letter letter(Variables variables) {
      return new Letter(Recipient.openId("o-1"), "greeting", variables);
    }

    @Test
    void is_filled_with_the_variables_and_the_recipient() {
      walker.renderer(
          (key, variables) -> key + variables.asMap().get("OPENID") + variables.asMap().get("N"));

      walker.send(letter(Variables.of("N", "x")));

      assertThat(provider.sent()).containsExactly(Note.builder("o-1").text("greetingo-1x").build());
    }

    @Test
    void of_several_parts_is_filled_with_those_that_are_there() {
      walker.renderer(
          new Renderer() {
            @Override
            public String render(String key, Variables variables) {
              return key;
            }

            @Override
            public java.util.Optional<String> find(String key, Variables variables) {
              return key.equals("there")
                  ? java.util.Optional.of("found")
                  : java.util.Optional.empty();
            }
          });

      walker.send(new Folded(Recipient.openId("o-1")));

      assertThat(provider.sent())
          .containsExactly(Note.builder("o-1").text("first{there=found}").build());
    }

    /** A message of several templates. */
    private record Folded(Recipient recipient) implements TemplatedMessage {

      @Override
      public String templateKey() {
        return "first";
      }

      @Override
      public java.util.List<String> moreTemplateKeys() {
        return java.util.List.of("there", "missing");
      }

      @Override
      public Variables variables() {
        return Variables.none();
      }

      @Override
      public Message filled(String content) {
        throw new AssertionError("It has more than one template");
      }

      @Override
      public Message filled(String content, java.util.Map<String, String> more) {
        return Note.builder(recipient.value()).text(content + more).build();
      }

      @Override
      public io.notifyjava.message.Channel channel() {
        return io.notifyjava.message.Channel.WECHAT;
      }

      @Override
      public io.notifyjava.message.MessageOptions options() {
        return io.notifyjava.message.MessageOptions.defaults();
      }

      @Override
      public String typeName() {
        return "folded";
      }
    }

    @Test
    void that_cannot_be_filled_refuses_the_message() {
      walker.renderer(
          (key, variables) -> {
            throw new TemplateException("Template greeting lacks values for [A, B]");
          });

      assertRefused(
          walker.send(letter(Variables.none())), FailureReason.TEMPLATE, "lacks values for [A, B]");
    }

    @Test
    void whose_text_the_message_does_not_take_refuses_the_message() {
      walker.renderer((key, variables) -> "");

      assertRefused(
          walker.send(letter(Variables.none())), FailureReason.TEMPLATE, "text must not be empty");
    }

    @Test
    void must_not_be_given_another_recipient() {
      assertRefused(
          walker.send(letter(Variables.of("OPENID", "somebody-else"))),
          FailureReason.TEMPLATE,
          "Variable OPENID is the recipient and must not be given another value");
    }

    @Test
    void of_an_alternative_is_filled_before_anything_is_sent() {
      walker.renderer(
          (key, variables) -> {
            throw new TemplateException("broken");
          });

      assertRefused(
          walker.send(Fallback.first(Note.to("o-1")).then(letter(Variables.none()))),
          FailureReason.TEMPLATE,
          "broken");
    }
  }
}
