package io.notifyjava.examples.outbox;

import io.notifyjava.examples.common.UsageException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A PostgreSQL that comes with Maven, so that nothing has to be installed. */
final class EmbeddedServer implements Database {

  private final EmbeddedPostgres server;
  private final Path data;
  private final Location location;

  private EmbeddedServer(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
    this.location =
        Location.server(
            "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
            Map.of(Location.USER, "postgres"),
            "notify_");
  }

  static EmbeddedServer start() {
    try {
      Path data = Files.createTempDirectory("notify-outbox-pg-");
      // Its own default is fsync=off.
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      return new EmbeddedServer(server, data);
    } catch (IOException e) {
      throw new UsageException(
          "The embedded PostgreSQL did not start (" + e.getMessage() + "); name a --database");
    }
  }

  @Override
  public String title() {
    return "an embedded PostgreSQL";
  }

  @Override
  public Location location() {
    return location;
  }

  /**
   * Kills a process of the server: it takes that for damage, ends all connections, recovers from
   * its log, and goes on, as after {@code pg_ctl -m immediate restart}.
   */
  @Override
  public void crash() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    ProcessHandle.of(Long.parseLong(pid))
        .flatMap(postmaster -> postmaster.children().findFirst())
        .orElseThrow(() -> new IOException("PostgreSQL has no process that could be killed"))
        .destroyForcibly();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
