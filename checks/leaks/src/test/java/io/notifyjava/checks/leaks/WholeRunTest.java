package io.notifyjava.checks.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.notifyjava.checks.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * No phone number, code value, key or signature in any log line or exception of the whole build.
 */
class WholeRunTest {

  private static final Path ROOT = Path.of(System.getProperty("leaks.root"));
  private static final String BUILD = System.getProperty(Recordings.BUILD_PROPERTY);

  /** With it, what is there is searched, from whichever build; for work on single modules. */
  private static final boolean PARTIAL = Boolean.getBoolean("leaks.partial");

  @Test
  void the_tests_of_every_module_were_recorded_in_this_build() throws IOException {
    assumeTrue(!PARTIAL, "only what is there is searched");
    List<TestModule> modules = TestModule.in(ROOT);

    assertThat(modules).extracting(TestModule::name).contains("notify-core", "examples/sms");
    List<String> missing = new ArrayList<>();
    for (TestModule module : modules) {
      if (!module.isRecordedIn(BUILD)) {
        missing.add(module.name());
      }
    }
    assertThat(missing)
        .as(
            "modules with tests that this build did not record: a module must depend on"
                + " notify-checks-recording in its tests, and the whole build must run"
                + " (mvn verify); -Dleaks.partial=true searches only what is there")
        .isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> nothing_leaked_from() throws IOException {
    List<TestModule> modules = TestModule.in(ROOT);
    Scanner scanner = new Scanner(Canaries.of(modules, declared()));
    Origin origin = origin(modules);
    return modules.stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module.name(), () -> search(module, new Search(scanner, origin))));
  }

  private static void search(TestModule module, Search search) throws IOException {
    for (Path recording : module.recordings()) {
      search(module, recording, search);
    }
  }

  private static void search(TestModule module, Path recording, Search search) throws IOException {
    List<String> leaks = search.in(module, recording);

    assertThat(search.pulsesOfLogs())
        .as("lines that the recording logged itself, two at each end; else it did not hear all")
        .isGreaterThanOrEqualTo(4);
    assertThat(search.pulsesThrown())
        .as("exceptions that the recording threw itself, one at each end; else it did not see all")
        .isGreaterThanOrEqualTo(2);
    assertThat(leaks)
        .as("what must stand nowhere, in what the tests of " + module.name() + " logged and threw")
        .isEmpty();
  }

  private static Origin origin(List<TestModule> modules) throws IOException {
    Set<String> mainClasses = new HashSet<>();
    Set<String> testClasses = new HashSet<>();
    for (TestModule module : modules) {
      testClasses.addAll(module.testClasses());
      if (module.isOurs()) {
        mainClasses.addAll(module.mainClasses());
      }
    }
    return new Origin(mainClasses, testClasses);
  }

  private static List<String> declared() throws IOException {
    return Files.readAllLines(ROOT.resolve("checks/leaks/src/test/resources/canaries.txt"));
  }
}
