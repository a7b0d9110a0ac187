package io.notifyjava.examples.tokens;

import io.notifyjava.examples.common.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** The server through which the processes share their token, on the loopback address. */
final class StoreProcess implements AutoCloseable {

  private static final long TRY_EVERY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_TRIES = 1_500;

  private final TokensCommand.Store kind;
  private final Path folder;
  private final int port;
  private Running server;

  StoreProcess(TokensCommand.Store kind) throws IOException {
    this.kind = kind;
    this.folder = Files.createTempDirectory("notify-tokens");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    this.server = start();
  }

  /** How a process finds it. */
  String address() {
    return switch (kind) {
      case REDIS -> "redis://127.0.0.1:" + port;
      case JDBC -> "jdbc:h2:tcp://127.0.0.1:" + port + "/" + folder.resolve("tokens");
      case POSTGRESQL -> "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    };
  }

  void kill() throws InterruptedException {
    server.kill();
  }

  void restart() {
    server = start();
  }

  private Running start() {
    Running started =
        switch (kind) {
          case REDIS -> redis();
          case JDBC -> h2();
          case POSTGRESQL -> PostgresServer.start(folder, port);
        };
    for (int i = 0; i < MOST_TRIES; i++) {
      if (listens()) {
        return started;
      }
      LockSupport.parkNanos(TRY_EVERY);
    }
    throw new UsageException("The store's process does not listen on port " + port);
  }

  private Child redis() {
    return Child.start(
        List.of(
            executable().toString(),
            "--port",
            "" + port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--logfile",
            folder.resolve("log").toString(),
            "--dir",
            folder.toString()));
  }

  private Child h2() {
    return Child.java("org.h2.tools.Server", "-tcp", "-tcpPort", "" + port, "-ifNotExists");
  }

  private static Path executable() {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(place, "redis-server");
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    try {
      File unpacked = ExecutableProvider.newJarResourceProvider().get();
      unpacked.deleteOnExit();
      return unpacked.toPath();
    } catch (IOException e) {
      throw new UsageException("There is no redis-server on the path, nor one for this platform");
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      server.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
