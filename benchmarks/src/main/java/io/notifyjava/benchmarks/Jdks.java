package io.notifyjava.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine, in the places in which they usually are. */
final class Jdks {

  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

  private Jdks() {}

  /**
   * A JDK.
   *
   * @param version its feature version
   */
  record Jdk(int version, Path home) {

    /** Tells whether its load runs use virtual threads. */
    boolean isVirtual() {
      return version >= 21;
    }

    String java() {
      return home.resolve("bin/java").toString();
    }
  }

  /**
   * Returns JDK 17 and the newest long-term one after it (21, 25, ...), as far as they are there;
   * the one that runs this if neither is.
   */
  static List<Jdk> find() throws IOException {
    Map<Integer, Jdk> found = new TreeMap<>();
    for (Path home : candidates()) {
      int version = version(home);
      if (version >= 17) {
        found.putIfAbsent(version, new Jdk(version, home));
      }
    }
    List<Jdk> chosen = new ArrayList<>();
    if (found.containsKey(17)) {
      chosen.add(found.get(17));
    }
    found.values().stream()
        .filter(jdk -> jdk.version() >= 21 && (jdk.version() - 17) % 4 == 0)
        .reduce((before, after) -> after)
        .ifPresent(chosen::add);
    if (chosen.isEmpty()) {
      Path own = Path.of(System.getProperty("java.home"));
      chosen.add(new Jdk(Runtime.version().feature(), own));
    }
    return chosen;
  }

  private static List<Path> candidates() throws IOException {
    List<Path> candidates = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    List<Path> folders =
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> homes = Files.list(folder)) {
          homes.sorted().forEach(candidates::add);
        }
      }
    }
    return candidates;
  }

  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    Matcher version = VERSION.matcher(Files.readString(release));
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }
}
