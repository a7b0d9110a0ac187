package io.notifyjava.checks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.checks.recording.RecordingListener;
import io.notifyjava.checks.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that leaks, recorded as a module's tests are and searched as they are: it goes red. */
@Timeout(60)
class RecordedTest {

  @TempDir Path folder;

  /** What runs in the other JVM; a class of the library for this search. */
  static final class Leaking {

    private Leaking() {}

    public static void main(String[] args) {
      RecordingListener listener = new RecordingListener();
      listener.launcherSessionOpened(null);
      org.slf4j.LoggerFactory.getLogger("io.notifyjava.leaking").trace("sent to {}", "13800138000");
      java.util.logging.Logger.getLogger("okhttp3.leaking")
          .log(java.util.logging.Level.FINEST, "Authorization: {0}", "Basic 12345678");
      org.slf4j.LoggerFactory.getLogger("io.notifyjava.leaking")
          .debug("failed", new IllegalStateException(new Error("access_token=57_abcdef")));
      try {
        throw new IllegalArgumentException("no template for +14155550123");
      } catch (IllegalArgumentException expected) {
        listener.launcherSessionClosed(null);
      }
    }
  }

  @Test
  void each_leak_is_found_with_its_place() throws Exception {
    TestModule module = new TestModule("notify-leaking", folder);
    run(module.leaks());
    Path recording = module.recordings().get(0);
    Search search = search();

    List<String> leaks = search.in(module, recording);

    assertThat(Recordings.build(recording)).isEqualTo("the-build");
    assertThat(search.pulsesOfLogs()).isEqualTo(4);
    assertThat(search.pulsesThrown()).isEqualTo(2);
    assertThat(leaks)
        .hasSize(5)
        .anyMatch(leak -> leak.contains("phone number, logged by io.notifyjava.leaking at TRACE"))
        .anyMatch(leak -> leak.contains("authorization, logged by okhttp3.leaking at FINEST"))
        .anyMatch(leak -> leak.contains("access token, logged by io.notifyjava.leaking at DEBUG"))
        .anyMatch(leak -> leak.contains("access token, thrown as java.lang.Error at"))
        .anyMatch(leak -> leak.contains("E.164, thrown as java.lang.IllegalArgumentException at"));
  }

  @Test
  void every_jvm_of_a_build_leaves_a_recording_and_other_builds_leave_none() throws Exception {
    TestModule module = new TestModule("notify-leaking", folder);
    Path old = Files.createDirectories(module.leaks().resolve("1"));
    Files.writeString(old.resolve("log.tsv"), "yesterday\n");
    assertThat(module.isRecordedIn("the-build")).isFalse();

    run(module.leaks());
    run(module.leaks());

    assertThat(module.recordings()).hasSize(2).doesNotContain(old);
    assertThat(module.isRecordedIn("the-build")).isTrue();
    assertThat(module.isRecordedIn("another")).isFalse();
  }

  @Test
  void a_module_without_a_recording_is_told() throws IOException {
    Files.createDirectories(folder.resolve("notify-new/src/test/java"));
    Files.createFile(folder.resolve("notify-new/pom.xml"));
    Files.createDirectories(folder.resolve("docs/src/test/java"));

    assertThat(TestModule.in(folder))
        .singleElement()
        .satisfies(
            module -> {
              assertThat(module.name()).isEqualTo("notify-new");
              assertThat(module.isRecordedIn("the-build")).isFalse();
            });
  }

  private static Search search() {
    return new Search(
        new Scanner(new Canaries(Set.of(), Map.of())),
        new Origin(Set.of(Leaking.class.getName()), Set.of()));
  }

  private static void run(Path recording) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Recordings.FOLDER_PROPERTY + "=" + recording,
                "-D" + Recordings.BUILD_PROPERTY + "=the-build",
                "-cp",
                System.getProperty("java.class.path"),
                Leaking.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
