package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is told at once, and nothing is sent. */
class UsageTest {

  private static final Map<String, String> ACCOUNT =
      Map.of("WECHAT_APP_ID", "wx0123456789abcdef", "WECHAT_APP_SECRET", "a-secret");

  @TempDir Path folder;

  @Test
  void theHelpTellsOptionsAndExitCodes() {
    Run run = Run.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("--closed-windows=SHARE", "'Hello", "${name}", "Exit codes:", "default 64");
  }

  @Test
  void everyProblemIsNamed() {
    refused(
        Run.of(
            "--concurrency",
            "0",
            "--max-retries",
            "10",
            "--closed-windows",
            "130%",
            "--kill-tokens",
            "-1",
            "--start-line",
            "0"),
        "name the recipients by one of --csv and --recipients",
        "--concurrency must be 1 to 10000, but was 0",
        "--max-retries must be 0 to 9, but was 10",
        "--kill-tokens must be 0 to 10000, but was -1",
        "--start-line must be 1 to ",
        "--closed-windows must be a share such as 30% or 0.3, but was 130%");
  }

  @Test
  void anUnknownOptionIsNamed() {
    refused(Run.of("--recipients", "5", "--speed", "9"), "--speed");
  }

  @Test
  void aLatencyThatIsNoneIsRefused() {
    refused(Run.of("--recipients", "5", "--latency", "soon"), "but was \"soon\"");
  }

  @Test
  void bothWaysToNameTheRecipientsAreRefused() {
    refused(Run.of("--recipients", "5", "--csv", "x.csv"), "one of --csv and --recipients");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    refused(Run.of("--csv", "nowhere.csv"), "nowhere.csv does not exist or cannot be read");
  }

  @Test
  void anEmptyFileHasNoHeader() throws IOException {
    refused(file(""), "must begin with the names of its columns, but the file is empty");
  }

  @Test
  void aHeaderWithoutOpenIdIsRefusedWithEverythingElseThatIsWrongWithIt() throws IOException {
    refused(
        file("name,name,给谁\n"),
        "one of them openid",
        "the column name stands there twice",
        "column 3 must be named with letters");
  }

  @Test
  void aFileWithoutVariablesNeedsWords() throws IOException {
    refused(file("openid\noFollower1\n"), "say what to send with --text and --data");
  }

  @Test
  void theRejectedMessagesMustNotReplaceTheRecipients() throws IOException {
    Path csv = folder.resolve("rejected.csv");
    Files.writeString(csv, "openid,name\n");

    refused(Run.of("--csv", csv.toString()), "name another with --rejected");
    assertThat(csv).exists();
  }

  @Test
  void theRejectedMessagesNeedAFile() {
    refused(Run.of("--recipients", "5", "--rejected", folder.toString()), "is something else");
    assertThat(folder).exists();
  }

  @Test
  void halfAnAccountIsRefused() {
    refused(
        Run.with(Map.of("WECHAT_APP_ID", "wx0123456789abcdef"), "--csv", "x.csv"),
        "WECHAT_APP_SECRET is missing");
  }

  @Test
  void withAnAccountWhatIsForTheSimulatorIsRefused() {
    refused(
        Run.with(
            ACCOUNT,
            "--recipients",
            "5",
            "--latency",
            "1ms",
            "--closed-windows",
            "1%",
            "--quota",
            "1",
            "--kill-tokens",
            "1",
            "--simulator",
            "embedded"),
        "--template-id is required to send through WeChat",
        "--recipients is for the simulator, but WECHAT_APP_ID is set",
        "--latency is for the simulator",
        "--closed-windows is for the simulator",
        "--quota is for the simulator",
        "--kill-tokens is for the simulator",
        "--simulator is for the simulator");
  }

  @Test
  void aWrongAppIdIsToldBeforeAnythingIsSent() throws IOException {
    Path csv = folder.resolve("recipients.csv");
    Files.writeString(csv, "openid,name\noFollower1,Ada\n");

    refused(
        Run.with(
            Map.of("WECHAT_APP_ID", "wx 1", "WECHAT_APP_SECRET", "a-secret"),
            "--csv",
            csv.toString(),
            "--template-id",
            "t"),
        "app-id");
  }

  private Run file(String content) throws IOException {
    Path csv = folder.resolve("recipients.csv");
    Files.writeString(csv, content);
    return Run.of("--csv", csv.toString());
  }

  private static void refused(Run run, String... why) {
    assertThat(run.err()).contains(why).contains("Nothing was sent.").doesNotContain("a-secret");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
