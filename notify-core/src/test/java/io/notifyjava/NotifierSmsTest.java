package io.notifyjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How logical templates reach the providers of a notifier. */
class NotifierSmsTest {

  @TempDir Path folder;

  private final AtomicReference<SmsTemplates> seen = new AtomicReference<>();

  private NotifierBuilder builder() {
    return Notifier.builder()
        .executor(Runnable::run)
        .provider(
            "main",
            context -> {
              seen.set(context.smsTemplates());
              return ScriptedProvider.ofNotes();
            });
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sms.properties"), text);
  }

  @Test
  void there_are_none_unless_some_are_given() {
    builder().build().close();

    assertThat(seen.get().names()).isEmpty();
  }

  @Test
  void they_are_those_of_the_builder() throws IOException {
    SmsTemplates templates =
        SmsTemplates.builder().template(SmsTemplate.named("mine").text("x")).build();

    builder()
        .configuration(Map.of("notify.sms.templates", file("other.text=x").toString()))
        .smsTemplates(templates)
        .build()
        .close();

    assertThat(seen.get()).isSameAs(templates);
  }

  @Test
  void they_are_those_of_the_file_that_the_configuration_names() throws IOException {
    builder()
        .environment(Map.of("NOTIFY_SMS_TEMPLATES", file("captcha.text=x").toString()))
        .build()
        .close();

    assertThat(seen.get().names()).containsExactly("captcha");
  }

  @Test
  void what_is_wrong_with_the_file_is_told_with_the_other_problems() throws IOException {
    Map<String, String> keys =
        Map.of(
            "notify.sms.templates",
            file("captcha.txt=x\na.b=c").toString(),
            "notify.retry.max-attempts",
            "none");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().configuration(keys).build())
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .anyMatch(
                        problem ->
                            problem.startsWith(
                                "notify.sms.templates: sms.properties: captcha.txt: must be")));
  }
}
