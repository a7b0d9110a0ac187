package io.notifyjava.examples.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against the server in its own process. */
class MailTest {

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void every_mail_arrives_exactly_once_over_few_connections() {
    Run run = Run.of("--recipients", "3000", "--concurrency", "4");

    JsonNode report = run.json();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(1);
    assertThat(report.get("end").textValue()).isEqualTo("COMPLETED");
    assertThat(report.get("accepted").intValue()).isEqualTo(3_000);
    assertThat(report.get("rejected").intValue()).isZero();
    assertThat(report.get("unknown").intValue()).isZero();
    assertThat(report.get("seconds").doubleValue()).isPositive();
    assertThat(report.get("perSecond").doubleValue()).isPositive();
    assertThat(report.at("/sim/mails").intValue()).isEqualTo(3_000);
    assertThat(report.at("/sim/connections").intValue()).isBetween(1, 4);
    assertThat(report.at("/sim/opened").intValue()).isBetween(1, 4);
    assertThat(report.at("/sim/duplicates").intValue()).isZero();
    assertThat(report.at("/sim/missing").intValue()).isZero();
    assertThat(run.err()).contains("100 %  3,000 accepted");
  }

  @Test
  void nothing_arrives_twice_or_is_misreported_whatever_the_server_does() {
    Run run =
        Run.of(
            "--recipients",
            "2000",
            "--concurrency",
            "4",
            "--refused",
            "5%",
            "--greylisted",
            "5%",
            "--lost",
            "1%");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.number("/accepted") + run.number("/rejected") + run.number("/unknown"))
        .isEqualTo(2_000);
    assertThat(run.json().get("rejectedByReason").toString()).contains("INVALID_RECIPIENT");
    assertThat(run.number("/unknown")).isPositive();
    assertThat(run.number("/sim/mails"))
        .as("an unknown mail is one that the server took here")
        .isEqualTo(run.number("/accepted") + run.number("/unknown"));
    assertThat(run.number("/sim/duplicates")).isZero();
    assertThat(run.number("/sim/missing")).isZero();
    assertThat(run.number("/sim/surplus")).isZero();
    assertThat(run.number("/sim/connections")).isBetween(1, 4);
    assertThat(run.err() + run.out()).doesNotContain("reader0");
  }

  @Test
  void who_is_greylisted_gets_the_mail_at_the_next_attempt() {
    Run run = Run.of("--recipients", "100", "--greylisted", "50%");

    assertThat(run.exitCode()).isZero();
    assertThat(run.number("/accepted")).isEqualTo(100);
    assertThat(run.number("/sim/duplicates")).isZero();
  }

  @Test
  void a_file_says_who_gets_what_and_broken_rows_are_told() throws IOException {
    String csv =
        file(
            "people.csv",
            """
            mail,NAME,TICKET
            ann@example.test,Ann,T-1
            no address,Bob,T-2
            eve@example.test,"Eve
            Subject: more",T-3
            max@example.test,Max
            ann@EXAMPLE.test,Ann,T-5
            zoe@example.test,Zoë,T-6
            """);

    Run run = Run.of("--csv", csv);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.number("/accepted")).isEqualTo(2);
    assertThat(run.number("/skipped")).isEqualTo(3);
    assertThat(run.number("/repeated")).isEqualTo(1);
    assertThat(run.json().get("rejectedByReason").toString()).isEqualTo("{\"SUPPRESSED\":1}");
    assertThat(run.err())
        .contains("Line 3 was skipped: ")
        .contains("Line 4 was skipped: subject must")
        .contains("Line 6 was skipped: expected 3 columns, but found 2")
        .doesNotContain("no address", "ann@", "eve@", "T-3");
  }

  @Test
  void what_was_not_accepted_goes_to_a_file_that_can_be_sent_again() throws IOException {
    StringBuilder people = new StringBuilder("mail,NAME,TICKET\n");
    for (int i = 0; i < 40; i++) {
      people
          .append("reader")
          .append(i)
          .append("@example.test,\"Doe, J. ")
          .append(i)
          .append("\",T\n");
    }
    String csv = file("people.csv", people + "nobody,Bob,T\n");
    Path rejected = folder.resolve("rejected.csv");

    Run run = Run.of("--csv", csv, "--refused", "40%", "--rejected", rejected.toString());

    int refused = run.number("/rejected");
    assertThat(refused).isBetween(1, 39);
    assertThat(run.err())
        .contains("What was not accepted, with addresses in full: " + rejected)
        .doesNotContain("reader");
    List<String> lines = Files.readAllLines(rejected);
    assertThat(lines).hasSize(refused + 2);
    assertThat(lines.get(0)).isEqualTo("line,mail,outcome,reason,code,text,NAME,TICKET");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("42,nobody,SKIPPED,INVALID_ROW,"))
        .filteredOn(line -> line.contains(",REJECTED,INVALID_RECIPIENT,550 5.1.1,"))
        .hasSize(refused)
        .allMatch(line -> line.contains(",\"Doe, J. "));

    Run again = Run.of("--csv", rejected.toString());

    assertThat(again.number("/accepted")).isEqualTo(refused);
    assertThat(again.number("/skipped")).isEqualTo(1);
  }

  @Test
  void the_file_of_recipients_is_not_replaced_by_that_of_the_rejected() throws IOException {
    String csv = file("people.csv", "mail,NAME,TICKET\n");

    Run run = Run.of("--csv", csv, "--rejected", csv);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("would replace it; name another with --rejected");
    assertThat(Path.of(csv)).hasContent("mail,NAME,TICKET\n");
  }

  @Test
  void a_column_that_the_template_needs_is_missed_before_anything_is_sent() throws IOException {
    Run run = Run.of("--csv", file("people.csv", "mail,NAME\nann@example.test,Ann\n"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("must have the columns TICKET, which the template or the subject names")
        .contains("Nothing was sent.");
  }

  @Test
  void a_malformed_template_is_told_with_its_place() throws IOException {
    Run run =
        Run.of(
            "--recipients",
            "1",
            "--subject",
            "Hi",
            "--template",
            file("t.html", "<p>\n${NAME</p>"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("The template is refused: ").contains("line 2");
  }

  @Test
  void files_that_cannot_be_attached_are_told() throws IOException {
    String large = folder.resolve("large.bin").toString();
    try (var file = new java.io.RandomAccessFile(large, "rw")) {
      file.setLength(26_214_401);
    }

    assertThat(Run.of("--recipients", "1", "--attach", folder.resolve("gone").toString()).err())
        .contains("gone does not exist or is no file that can be read");
    assertThat(Run.of("--recipients", "1", "--attach", folder.toString()).err())
        .contains("is no file that can be read");
    assertThat(Run.of("--recipients", "1", "--attach", large).err())
        .contains("large.bin must have at most 26214400 bytes, but has 26214401");
  }

  @Test
  void everything_that_is_wrong_with_the_command_line_is_told_at_once() {
    Run run =
        Run.of(
            "--concurrency",
            "1001",
            "--timeout",
            "0",
            "--subject",
            "x",
            "--text",
            "t.txt",
            "--refused",
            "eleven",
            "--latency",
            "long",
            "--from",
            "nobody");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "name the recipients by one of --csv and --recipients",
            "--concurrency must be 1 to 1000, but was 1001",
            "--timeout must be 1 to 600, but was 0",
            "--template and --subject belong together; give both or none",
            "--text is the plain text of --template, which is missing",
            "--refused must be a share such as 30% or 0.3, but was eleven",
            "Mail address")
        .contains("Nothing was sent.");
    assertThat(Run.of("--recipients", "1", "--refused", "60%", "--greylisted", "60%").err())
        .contains("--refused and --greylisted must be at most 100% together");
  }

  @Test
  void help_names_every_option_and_the_variables() {
    Run run = Run.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("--csv", "--template", "--subject", "--attach", "--rejected", "--greylisted")
        .contains("MAIL_SMTP_HOST", "${NAME}");
  }
}
