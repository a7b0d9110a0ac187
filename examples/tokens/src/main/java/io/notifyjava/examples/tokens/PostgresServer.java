package io.notifyjava.examples.tokens;

import io.notifyjava.examples.common.UsageException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/** A PostgreSQL that comes with Maven, so that nothing has to be installed. */
final class PostgresServer implements Running {

  private final EmbeddedPostgres server;
  private final Path data;

  private PostgresServer(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Starts one in a folder, with what an earlier one left there. */
  static PostgresServer start(Path data, int port) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              // Its own default is fsync=off.
              .setServerConfig("fsync", "on")
              .start();
      return new PostgresServer(server, data);
    } catch (IOException e) {
      throw new UsageException("The embedded PostgreSQL did not start: " + e.getMessage());
    }
  }

  /** Its own processes end when they see that the first of them is gone. */
  @Override
  public void kill() throws InterruptedException {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              postmaster -> {
                postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
                postmaster.destroyForcibly();
                postmaster.onExit().join();
              });
    } catch (IOException | CompletionException e) {
      throw new UsageException("PostgreSQL has no process that could be killed: " + e.getMessage());
    }
    end();
  }

  @Override
  public void end() {
    try {
      server.close();
    } catch (IOException e) {
      // It was killed before.
    }
  }
}
