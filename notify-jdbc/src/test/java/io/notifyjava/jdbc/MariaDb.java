package io.notifyjava.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB, where Debian's package is installed: one for all tests of a run, and others. */
final class MariaDb implements AutoCloseable {

  private static final Path SCRIPT = Path.of("src/test/scripts/mariadb").toAbsolutePath();
  private static final Optional<MariaDb> INSTANCE = start();

  private final Path folder;
  private final int port;

  private MariaDb(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Returns the server; empty where it is not installed. */
  static Optional<MariaDb> server() {
    return INSTANCE;
  }

  /** Starts a server that a test may ill-treat. */
  static MariaDb another() {
    return start().orElseThrow();
  }

  private static Optional<MariaDb> start() {
    if (!Files.isExecutable(Path.of("/usr/sbin/mariadbd"))) {
      return Optional.empty();
    }
    try {
      Path folder = Files.createTempDirectory("notify-mariadb");
      int port = freePort();
      MariaDb server = new MariaDb(folder, port);
      run("init", folder, port);
      server.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return Optional.of(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String command, Path folder, int port) throws IOException {
    Process process =
        new ProcessBuilder(SCRIPT.toString(), command, folder.toString(), Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command + ".log").toFile())
            .start();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            command + " failed: " + Files.readString(folder.resolve(command + ".log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private boolean answers() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      return connection.isValid(1);
    }
  }

  private void start(Path folder) throws IOException {
    run("start", folder, port);
    Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(this::answers);
  }

  /** Ends the server; does nothing if it has ended. */
  @Override
  public void close() {
    try {
      run("stop", folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server as a crash does, and starts it again. */
  void crashAndRestart() throws IOException {
    run("crash", folder, port);
    start(folder);
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/notify";
  }

  MariaDbDataSource dataSource() {
    try {
      return new MariaDbDataSource(url() + "?user=root");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
