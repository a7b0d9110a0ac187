package io.notifyjava.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.MailMessage;
import io.notifyjava.message.StoredMailMessage;
import io.notifyjava.message.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTemplateTest {

  private static final MailTemplate TEMPLATE =
      MailTemplate.builder()
          .subject("Hello ${NAME}")
          .text("Dear ${NAME}")
          .html("<p title=\"${NAME}\">Dear ${NAME}</p>")
          .build();

  private static MailMessage filled(String name) {
    return TEMPLATE.fill(MailMessage.to("li@example.com"), Variables.of("NAME", name)).build();
  }

  @Test
  void html_escapesValues_textAndSubjectDoNot() {
    MailMessage mail = filled("<b>\"Li\" & 'Wu'</b>");

    assertThat(mail.subject()).isEqualTo("Hello <b>\"Li\" & 'Wu'</b>");
    assertThat(mail.text()).contains("Dear <b>\"Li\" & 'Wu'</b>");
    assertThat(mail.html())
        .contains(
            "<p title=\"&lt;b&gt;&quot;Li&quot; &amp; &#39;Wu&#39;&lt;/b&gt;\">Dear"
                + " &lt;b&gt;&quot;Li&quot; &amp; &#39;Wu&#39;&lt;/b&gt;</p>");
  }

  @Test
  void lineBreakInAValueOfTheSubject_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filled("Li\r\nBcc: evil@example.com"))
        .withMessage("subject must not hold control characters");
  }

  @Test
  void missingValue_isNamed() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> TEMPLATE.fill(MailMessage.to("li@example.com"), Variables.none()))
        .withMessageContaining("NAME");
  }

  @Test
  void folder_keepsTextAndHtmlOfOneMailSideBySide(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("welcome.subject.txt"), "Hello ${NAME}\n");
    Files.writeString(folder.resolve("welcome.txt"), "Dear ${NAME}");
    Files.writeString(folder.resolve("welcome.html"), "<p>${NAME}</p>");
    TemplateStore store = new FolderTemplateStore(folder);

    assertThat(store.keys()).containsExactly("welcome", "welcome.html", "welcome.subject");
    assertThat(store.find("welcome.html").orElseThrow().format()).isEqualTo(TemplateFormat.HTML);
    assertThat(store.find("welcome").orElseThrow().format()).isEqualTo(TemplateFormat.TEXT);

    Files.writeString(folder.resolve("welcome.html.txt"), "x");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> store.find("welcome.html"))
        .withMessageContaining("keep one");
  }

  @Test
  void memory_keepsHtmlWhoseValuesAreEscaped() {
    TemplateStore store = MemoryTemplateStore.builder().html("bye.html", "<p>${NAME}</p>").build();

    assertThat(new TemplateRegistry(store).render("bye.html", Variables.of("NAME", "<i>")))
        .isEqualTo("<p>&lt;i&gt;</p>");
  }

  @Test
  void storedMail_needsASubjectAndOneOfTheTexts() {
    StoredMailMessage stored = MailMessage.fromTemplate("welcome").to("li@example.com").build();

    assertThat(stored.templateKey()).isEqualTo("welcome.subject");
    assertThat(stored.moreTemplateKeys()).containsExactly("welcome", "welcome.html");
    MailMessage mail = (MailMessage) stored.filled("Hello\n", Map.of("welcome.html", "<p>x</p>"));
    assertThat(mail.subject()).isEqualTo("Hello");
    assertThat(mail.html()).contains("<p>x</p>");
    assertThat(mail.text()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stored.filled("Hello"))
        .withMessageContaining("add the template welcome, welcome.html or both");
  }

  @Test
  void storedMail_isComparedByValueAndShowsNoValue() {
    StoredMailMessage one =
        MailMessage.fromTemplate("welcome").to("li@example.com").with("NAME", "Wang").build();
    StoredMailMessage other =
        MailMessage.fromTemplate("welcome").to("li@example.com").with("NAME", "Wang").build();

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.toString()).contains("welcome", "NAME").doesNotContain("Wang", "li@example");
  }
}
