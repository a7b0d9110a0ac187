package io.notifyjava.checks.leaks;

import io.notifyjava.checks.recording.LoggedLine;
import io.notifyjava.checks.recording.Recordings;
import io.notifyjava.checks.recording.Thrown;
import java.util.List;
import java.util.Set;

/**
 * Whose a line or an exception is. What a test says of its own data is the test's business; what
 * the library says, or a library that it calls, is ours. Decided by who speaks, never by what is
 * said.
 */
final class Origin {

  private static final String PROJECT = "io.notifyjava.";

  /** The contracts are shipped, but are tests: they name what they looked for when they fail. */
  private static final String CONTRACTS = PROJECT + "testkit.contract.";

  /** What the library stands on, and whose threads may hold no frame of the library. */
  private static final List<String> BELOW =
      List.of("okhttp3.", "okio.", "com.aliyuncs.", "org.eclipse.angus.", "com.fasterxml.jackson.");

  /** The server of the tests, which shows each request to those who test with it. */
  private static final String TEST_SERVER = "mockwebserver3.";

  /**
   * Shows the names in certificates, which a server shows to everybody; a test hides a secret
   * there.
   */
  private static final String CERTIFICATES = "jdk.event.security";

  /**
   * Quotes the first line of an answer that is no HTTP. The exchange above puts a text of its own
   * in its place, which is what callers see and what is searched for here too.
   */
  private static final String STATUS_LINE = "okhttp3.internal.http.StatusLine$Companion#parse";

  /**
   * Wraps what a future ended with, and on newer JDKs repeats its text. What is wrapped is recorded
   * where it was made, and counts there.
   */
  private static final String WRAPPED =
      "java.util.concurrent.CompletableFuture#wrapInExecutionException";

  /**
   * Shows every packet at its lowest level: the rows of an outbox among them, which are what is
   * kept. SECURITY.md says so.
   */
  private static final String PACKETS = "org.mariadb.jdbc.client.socket.";

  private final Set<String> mainClasses;
  private final Set<String> testClasses;

  /**
   * Knows the classes by their names.
   *
   * @param mainClasses that are shipped
   * @param testClasses that are not
   */
  Origin(Set<String> mainClasses, Set<String> testClasses) {
    this.mainClasses = Set.copyOf(mainClasses);
    this.testClasses = Set.copyOf(testClasses);
  }

  /** Every logger counts, except a test's own; beside other people's clients, only our own. */
  boolean isOurs(TestModule module, LoggedLine line) {
    String logger = line.logger();
    if (logger.startsWith(PROJECT)) {
      return !logger.equals(Recordings.PULSE) && !testClasses.contains(logger);
    }
    return module.isOurs()
        && !logger.startsWith(TEST_SERVER)
        && !logger.equals(CERTIFICATES)
        && !(logger.startsWith(PACKETS) && line.level().equals("TRACE"));
  }

  /**
   * The frame of this project nearest to the throw decides: shipped code, or a test's. So what a
   * test's provider, listener or executor throws into the library is the test's, and what a client
   * under the library throws is the library's.
   */
  boolean isOurs(TestModule module, Thrown thrown) {
    if (thrown.stack().contains(STATUS_LINE) || thrown.stack().contains(WRAPPED)) {
      return false;
    }
    for (String frame : thrown.stack()) {
      if (frame.startsWith(PROJECT) && !frame.endsWith("#<init>")) {
        return isMain(frame.substring(0, frame.indexOf('#')));
      }
    }
    return module.isOurs()
        && thrown.stack().stream().noneMatch(frame -> frame.startsWith(TEST_SERVER))
        && thrown.stack().stream().anyMatch(frame -> BELOW.stream().anyMatch(frame::startsWith));
  }

  private boolean isMain(String className) {
    int lambda = className.indexOf("$$Lambda");
    String name = lambda < 0 ? className : className.substring(0, lambda);
    return !name.startsWith(CONTRACTS) && mainClasses.contains(name);
  }
}
