package io.notifyjava.examples.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program from its command line to its last line. */
class SmsTest {

  @TempDir Path folder;

  private record Run(int exitCode, String out, String err) {

    static Run with(Map<String, String> environment, String... args) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exitCode =
          Sms.run(
              args,
              environment,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              false);
      return new Run(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Run of(String... args) {
      return with(Map.of(), args);
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  @ParameterizedTest
  @CsvSource({"aliyun,3", "huawei,6", "xuanwu,30"})
  void one_text_to_many_costs_a_call_for_as_many_numbers_as_the_vendor_takes(
      String provider, int calls) throws IOException {
    Run run = Run.of("--recipients", "3000", "--same-text", "--providers", provider);

    JsonNode report = run.json();
    assertThat(run.exitCode()).isZero();
    assertThat(report.get("accepted").intValue()).isEqualTo(3_000);
    assertThat(report.get("rejected").intValue()).isZero();
    assertThat(report.get("unknown").intValue()).isZero();
    assertThat(report.get("seconds").doubleValue()).isPositive();
    assertThat(report.at("/sim/calls").intValue()).isEqualTo(calls);
    assertThat(report.at("/sim/accepted").intValue()).isEqualTo(3_000);
    assertThat(report.at("/sim/duplicates").intValue()).isZero();
    assertThat(run.out()).hasLineCount(1);
  }

  @Test
  void a_text_for_each_is_shared_too_where_the_vendor_has_a_call_for_it() throws IOException {
    JsonNode report = Run.of("--recipients", "300", "--providers", "aliyun").json();

    assertThat(report.get("accepted").intValue()).isEqualTo(300);
    assertThat(report.at("/sim/calls").intValue()).isEqualTo(3);
  }

  @Test
  void nothing_is_sent_twice_whatever_the_first_provider_does() throws IOException {
    Run run =
        Run.of(
            "--recipients",
            "4000",
            "--providers",
            "aliyun,huawei,xuanwu",
            "--system-errors",
            "30%",
            "--throttled",
            "10%",
            "--silent",
            "5%",
            "--timeout",
            "1");

    JsonNode report = run.json();
    assertThat(report.get("accepted").intValue() + report.get("unknown").intValue())
        .isEqualTo(4_000);
    assertThat(report.at("/sim/duplicates").intValue()).isZero();
    assertThat(report.at("/sim/accepted").intValue())
        .isBetween(report.get("accepted").intValue(), 4_000);
    assertThat(run.err() + run.out()).doesNotContain("130000");
  }

  @Test
  void what_is_throttled_goes_through_the_next_provider() throws IOException {
    JsonNode report =
        Run.of("--recipients", "50", "--providers", "aliyun,huawei", "--throttled", "100%").json();

    assertThat(report.get("accepted").intValue()).isEqualTo(50);
    assertThat(report.get("failedOver").intValue()).isEqualTo(50);
    assertThat(report.at("/acceptedBy/huawei").intValue()).isEqualTo(50);
  }

  @Test
  void a_file_says_who_gets_what() throws IOException {
    Path csv = folder.resolve("recipients.csv");
    Files.writeString(
        csv,
        "phone,parcel,hour\n13800138000,P-1,9\n+86 13800138001,P-2,9\n13800138002,P-3,9,x\n"
            + "+8613800138000,P-4,9\n13800138003,包裹,9\n");

    Run run = Run.of("--csv", csv.toString(), "--providers", "huawei");

    JsonNode report = run.json();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(report.get("accepted").intValue()).isEqualTo(1);
    assertThat(report.get("skipped").intValue()).isEqualTo(2);
    assertThat(report.get("repeated").intValue()).isEqualTo(1);
    assertThat(report.get("rejectedByReason").toString())
        .contains("\"SUPPRESSED\":1", "\"INVALID_MESSAGE\":1");
    assertThat(run.err())
        .contains(
            "Line 3 was skipped: Phone number +86***01 is refused: it holds a blank.",
            "Line 4 was skipped: expected 3 columns, but found 4")
        .doesNotContain("13800138001", "13800138003");
  }

  @Test
  void what_was_not_accepted_goes_to_a_file_that_can_be_sent_again() throws IOException {
    Path csv = folder.resolve("recipients.csv");
    Files.writeString(
        csv,
        "phone,parcel,hour\n13800138000,P-1,9\n+86 13800138001,P-2,9\n13800138002,P-3,9,x\n"
            + "13800138003,包裹,9\n\"13800138004\",\"P-5\",9\n");
    Path rejected = folder.resolve("rejected.csv");

    Run run =
        Run.of(
            "--csv",
            csv.toString(),
            "--providers",
            "aliyun",
            "--throttled",
            "100%",
            "--rejected",
            rejected.toString());

    assertThat(run.json().get("unknown").intValue() + run.json().get("rejected").intValue())
        .isEqualTo(3);
    assertThat(run.err())
        .contains("What was not accepted, with phone numbers in full: " + rejected)
        .doesNotContain("1380013");
    List<String> lines = Files.readAllLines(rejected);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("line,phone,outcome,reason,code,text,parcel,hour");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("2,13800138000,REJECTED,") && line.endsWith(",P-1,9"))
        .anyMatch(line -> line.startsWith("3,+86 13800138001,SKIPPED,INVALID_ROW,"))
        .anyMatch(line -> line.startsWith("4,,SKIPPED,INVALID_ROW,,"))
        .anyMatch(line -> line.startsWith("5,13800138003,REJECTED,INVALID_MESSAGE,"))
        .anyMatch(line -> line.startsWith("6,13800138004,REJECTED,") && line.endsWith(",P-5,9"));

    Run again = Run.of("--csv", rejected.toString(), "--providers", "aliyun");

    assertThat(again.json().get("accepted").intValue()).isEqualTo(2);
    assertThat(again.json().get("skipped").intValue()).isEqualTo(2);
  }

  @Test
  void unknown_outcomes_are_named_in_the_file_and_accepted_ones_are_not() throws IOException {
    Path rejected = folder.resolve("rejected.csv");
    Run unknown =
        Run.of(
            "--recipients",
            "3",
            "--silent",
            "100%",
            "--timeout",
            "1",
            "--providers",
            "huawei",
            "--rejected",
            rejected.toString());

    assertThat(unknown.json().get("unknown").intValue()).isEqualTo(3);
    assertThat(Files.readAllLines(rejected))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("1,13000000000,UNKNOWN,"));

    Run.of("--recipients", "3", "--rejected", rejected.toString());

    assertThat(rejected).as("of a run in which everything was accepted").doesNotExist();
  }

  @Test
  void the_file_of_recipients_is_not_replaced_by_that_of_the_rejected() throws IOException {
    Path csv = Files.writeString(folder.resolve("recipients.csv"), "phone,parcel,hour\n");

    Run run = Run.of("--csv", csv.toString(), "--rejected", csv.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("would replace it; name another with --rejected");
    assertThat(csv).hasContent("phone,parcel,hour\n");
  }

  @Test
  void the_account_of_an_env_file_sends() throws IOException {
    try (HuaweiSmsSimulator huawei = HuaweiSmsSimulator.start()) {
      Path env = folder.resolve("sms.env");
      Files.writeString(
          env,
          "# the account\nSMS_PROVIDER=huawei\nexport HUAWEI_SMS_APP_KEY="
              + huawei.appKey()
              + "\nHUAWEI_SMS_APP_SECRET=\""
              + huawei.appSecret()
              + "\"\nHUAWEI_SMS_BASE_URL="
              + huawei.baseUrl()
              + "\n");
      Path csv = folder.resolve("recipients.csv");
      Files.writeString(csv, "phone,code\n13800138000,1234\n");
      Path templates = folder.resolve("mine.properties");
      Files.writeString(
          templates,
          "mine.variables=code\nmine.sms-huawei.template-id=8ff55eac\nmine.sms-huawei.from=88241\n");

      Run run =
          Run.of(
              "--env-file",
              env.toString(),
              "--csv",
              csv.toString(),
              "--templates",
              templates.toString(),
              "--template",
              "mine");

      assertThat(run.exitCode()).isZero();
      assertThat(run.json().has("sim")).isFalse();
      assertThat(huawei.counts().accepted()).isEqualTo(1);
      assertThat(run.err() + run.out()).doesNotContain(huawei.appSecret(), huawei.appKey());
    }
  }

  @Test
  void half_an_account_is_not_taken_for_none() throws IOException {
    Path csv = Files.writeString(folder.resolve("recipients.csv"), "phone\n13800138000\n");
    Path templates = Files.writeString(folder.resolve("t.properties"), "parcel.text=x\n");

    Run run =
        Run.with(
            Map.of("SMS_PROVIDER", "xuanwu", "XUANWU_SMS_ACCOUNT", "a@b"),
            "--csv",
            csv.toString(),
            "--templates",
            templates.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Set XUANWU_SMS_PASSWORD, XUANWU_SMS_BASE_URL to send through accounts")
        .contains("Nothing was sent.");
  }

  @Test
  void everything_that_is_wrong_with_the_command_line_is_told_at_once() {
    Run run =
        Run.of("--same-text", "--concurrency", "0", "--timeout", "61", "--throttled", "eleven");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "name the recipients by one of --csv and --recipients",
            "--concurrency must be 1 to 10000, but was 0",
            "--timeout must be 1 to 60, but was 61",
            "--same-text is for --recipients",
            "--throttled must be a share such as 30% or 0.3, but was eleven");
  }

  @Test
  void an_unknown_provider_or_template_is_told_with_those_that_there_are() {
    assertThat(Run.of("--recipients", "1", "--providers", "aliyun,acme").err())
        .contains("--providers must be some of aliyun, huawei, xuanwu");
    assertThat(Run.of("--recipients", "1", "--template", "nope").err())
        .contains("--template must be one of [");
  }
}
