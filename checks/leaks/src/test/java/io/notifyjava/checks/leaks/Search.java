package io.notifyjava.checks.leaks;

import io.notifyjava.checks.recording.LoggedLine;
import io.notifyjava.checks.recording.Recordings;
import io.notifyjava.checks.recording.Thrown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Searches what the tests of one module logged and threw in one JVM. */
final class Search {

  private static final int SHOWN = 300;

  private final Scanner scanner;
  private final Origin origin;
  private final Map<String, Integer> found = new LinkedHashMap<>();
  private int pulsesOfLogs;
  private int pulsesThrown;

  Search(Scanner scanner, Origin origin) {
    this.scanner = scanner;
    this.origin = origin;
  }

  /** Returns the leaks, one for each text and place; empty if there are none. */
  List<String> in(TestModule module, Path recording) throws IOException {
    found.clear();
    pulsesOfLogs = 0;
    pulsesThrown = 0;
    Recordings.logged(recording, line -> logged(module, line));
    Recordings.thrown(recording, this::isSuspicious, thrown -> thrown(module, thrown));
    List<String> leaks = new ArrayList<>();
    found.forEach((leak, times) -> leaks.add(leak + " (" + times + " times)"));
    return leaks;
  }

  /** How often the recording's own lines were heard: twice at each end of it. */
  int pulsesOfLogs() {
    return pulsesOfLogs;
  }

  /** How often the recording's own exception was seen: once at each end of it. */
  int pulsesThrown() {
    return pulsesThrown;
  }

  private void logged(TestModule module, LoggedLine line) {
    if (line.logger().equals(Recordings.PULSE)) {
      pulsesOfLogs++;
      return;
    }
    List<String> what = scanner.find(line.text());
    if (!what.isEmpty() && origin.isOurs(module, line)) {
      tell("logged by %s at %s".formatted(line.logger(), line.level()), what, line.text());
    }
  }

  private boolean isSuspicious(String message) {
    return message.equals(Recordings.PULSE) || !scanner.find(message).isEmpty();
  }

  private void thrown(TestModule module, Thrown thrown) {
    if (thrown.message().equals(Recordings.PULSE)) {
      pulsesThrown++;
    } else if (origin.isOurs(module, thrown)) {
      List<String> frames =
          thrown.stack().stream().filter(frame -> !frame.endsWith("#<init>")).limit(6).toList();
      String place = "thrown as %s at %s".formatted(thrown.type(), String.join(" < ", frames));
      tell(place, scanner.find(thrown.message()), thrown.message());
    }
  }

  private void tell(String place, List<String> what, String text) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    found.merge("%s, %s: %s".formatted(String.join(" and ", what), place, shown), 1, Integer::sum);
  }
}
