package io.notifyjava.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL with the disk forced at every commit: one for all tests of a run, and others. */
final class Postgres implements AutoCloseable {

  private static final Postgres INSTANCE = new Postgres();

  private final Path data;
  private final EmbeddedPostgres server;

  private Postgres() {
    try {
      data = Files.createTempDirectory("notify-pg");
      // Its own default is fsync=off.
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "60")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Postgres server() {
    return INSTANCE;
  }

  /** Starts a server that a test may ill-treat. */
  static Postgres another() {
    return new Postgres();
  }

  /** Ends all connections as a crash does, recovers, and goes on. */
  void crashAndRestart() throws IOException {
    // The server takes the death of one of its own for damage and starts all anew.
    process().children().findFirst().orElseThrow().destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser("postgres");
    return source;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Returns the process of the server; its children serve one connection each. */
  ProcessHandle process() throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
  }
}
