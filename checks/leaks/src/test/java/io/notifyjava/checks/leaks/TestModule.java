package io.notifyjava.checks.leaks;

import io.notifyjava.checks.recording.Recordings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module that has tests.
 *
 * @param name its folder, from the root of the project
 * @param folder the same, to be opened
 */
record TestModule(String name, Path folder) {

  /** Where this check stands; it cannot look at itself. */
  private static final String CHECK = "checks/leaks";

  /** All modules with tests that stand in a checkout, found by their folders, not by a list. */
  static List<TestModule> in(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root, 3)) {
      return paths
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
          .map(folder -> new TestModule(name(root, folder), folder))
          .filter(module -> !module.name().equals(CHECK))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    }
  }

  /** Where its recordings are. */
  Path leaks() {
    return folder.resolve("target/leaks");
  }

  /** The folders of its recordings, whichever builds made them. */
  List<Path> recordings() throws IOException {
    return Recordings.of(leaks());
  }

  /** Tells whether there is a recording of a build, and none of another. */
  boolean isRecordedIn(String build) throws IOException {
    for (Path recording : recordings()) {
      if (!Recordings.build(recording).equals(build)) {
        return false;
      }
    }
    return !recordings().isEmpty();
  }

  /** Modules of the library and examples of its use; not those that run other people's clients. */
  boolean isOurs() {
    return name.startsWith("notify-") || name.startsWith("examples/");
  }

  /** The sources of its tests. */
  List<Path> testSources() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("src/test/java"))) {
      return paths.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  /** The names of the classes that it ships, nested ones included. */
  Set<String> mainClasses() throws IOException {
    return classes("target/classes");
  }

  /** The names of its tests' classes, nested ones included. */
  Set<String> testClasses() throws IOException {
    return classes("target/test-classes");
  }

  private Set<String> classes(String where) throws IOException {
    Path classes = folder.resolve(where);
    if (!Files.isDirectory(classes)) {
      return Set.of();
    }
    try (Stream<Path> paths = Files.walk(classes)) {
      return paths
          .map(path -> name(classes, path))
          .filter(path -> path.endsWith(".class"))
          .map(path -> path.substring(0, path.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  private static String name(Path root, Path path) {
    return root.relativize(path).toString().replace(File.separatorChar, '/');
  }
}
