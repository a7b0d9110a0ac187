package io.notifyjava.examples.mail;

import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.template.MailTemplate;
import io.notifyjava.template.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What everybody gets, with the places that are filled for each. Immutable.
 *
 * @param template subject, HTML and text
 * @param attachments what travels with each mail; one object for all of them
 */
record Letter(MailTemplate template, List<MailAttachment> attachments) {

  /** The variable that is always there. */
  private static final String ADDRESS = "MAIL";

  private static final String SUBJECT = "${NAME}, your ticket for the open day";

  /**
   * Returns what the command line names, or the example's own.
   *
   * @throws UsageException if a file cannot be read or a template is malformed
   */
  static Letter of(MailCommand options) {
    String html = options.template == null ? resource("mail.html") : read(options.template);
    List<MailAttachment> attachments =
        options.template == null && options.attachments.isEmpty()
            ? List.of(ownAttachment())
            : options.attachments.stream().map(file -> Attachments.of(file, html)).toList();
    return new Letter(template(options, html), attachments);
  }

  private static MailTemplate template(MailCommand options, String html) {
    try {
      MailTemplate.Builder builder =
          MailTemplate.builder()
              .subject(options.subject == null ? SUBJECT : options.subject)
              .html(html);
      String text = text(options);
      return text == null ? builder.build() : builder.text(text).build();
    } catch (TemplateException e) {
      throw new UsageException("The template is refused: " + e.getMessage());
    }
  }

  private static @Nullable String text(MailCommand options) {
    if (options.template == null) {
      return resource("mail.txt");
    }
    return options.text == null ? null : read(options.text);
  }

  private static MailAttachment ownAttachment() {
    return MailAttachment.bytes(
        "open-day.ics", "text/calendar", resource("open-day.ics").getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UsageException("The template " + file + " cannot be read as UTF-8: " + e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Letter.class.getResourceAsStream("/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names that must have a value in each row. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(template.requiredNames());
    names.remove(ADDRESS);
    return names;
  }

  /**
   * Checks that a file has a value for each name, before half of its mails are sent.
   *
   * @throws UsageException naming the columns that are missing
   */
  void checkColumns(List<String> columns) {
    Set<String> missing = names();
    columns.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new UsageException(
          "The CSV file must have the columns "
              + String.join(", ", missing)
              + ", which the template or the subject names; add them, or write a default as ${NAME:-you}");
    }
  }

  /**
   * Returns the mail of a row.
   *
   * @throws IllegalArgumentException if the address is none, or the subject is none when filled
   * @throws TemplateException if a value cannot stand in the template
   */
  MailMessage mail(CsvRow row) {
    MailMessage.Builder mail = MailMessage.to(row.address()).autoSubmitted(true);
    attachments.forEach(mail::attach);
    return template.fill(mail, row.variables().with(ADDRESS, row.address())).build();
  }
}
