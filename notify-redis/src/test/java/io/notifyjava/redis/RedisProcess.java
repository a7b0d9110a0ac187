package io.notifyjava.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on the loopback address: {@code redis-server} if it is on the path, else the one in
 * a Maven artifact. Keeps nothing on disk. Ends with this JVM.
 */
final class RedisProcess implements AutoCloseable {

  private static @Nullable RedisProcess shared;

  private final Path folder;
  private final int port;
  private final @Nullable String password;
  private final List<String> settings;
  private @Nullable Process process;

  private RedisProcess(@Nullable String password, String... settings) throws IOException {
    this.settings = List.of(settings);
    this.folder = Files.createTempDirectory("notify-redis");
    this.password = password;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    start();
  }

  /** Returns the server of all tests that do it no harm, empty. */
  static RedisProcess shared() throws IOException {
    RedisProcess there = running();
    try (Jedis jedis = there.admin()) {
      jedis.flushAll();
    }
    return there;
  }

  /** Returns the server of all tests that do it no harm, as it is. */
  static synchronized RedisProcess running() throws IOException {
    RedisProcess there = shared;
    if (there == null) {
      there = new RedisProcess(null);
      shared = there;
    }
    return there;
  }

  /** Starts one for a test that stops it. */
  static RedisProcess own() throws IOException {
    return new RedisProcess(null);
  }

  /** Starts one that asks for a password. */
  static RedisProcess guarded(String password) throws IOException {
    return new RedisProcess(password);
  }

  /** Starts one that is a cluster by itself; its slots are for the test to give out. */
  static RedisProcess cluster() throws IOException {
    return new RedisProcess(null, "--cluster-enabled", "yes");
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    if (password != null) {
      // Not on the command line, which everybody on the machine can read, and JDK 25 logs.
      Path secret = folder.resolve("redis.conf");
      Files.writeString(secret, "requirepass " + password + "\n");
      command.add(secret.toString());
    }
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--appendonly", "no", "--dir", folder.toString()));
    command.addAll(settings);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(this::answers);
  }

  private boolean answers() {
    try (Jedis jedis = admin()) {
      return "PONG".equals(jedis.ping());
    }
  }

  private static Path executable() throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String place : path.split(File.pathSeparator)) {
      Path candidate = Path.of(place, "redis-server");
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return Maven.EXECUTABLE;
  }

  /** Returns a connection past the library. */
  Jedis admin() {
    return new Jedis(
        new HostAndPort("127.0.0.1", port),
        DefaultJedisClientConfig.builder().timeoutMillis(5_000).password(password).build());
  }

  URI address() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  RedisServer.Builder builder() {
    return RedisServer.at(address());
  }

  /** A server as a node sees it, with time enough for a busy machine. */
  RedisServer server() {
    return builder().timeout(Duration.ofSeconds(5)).build();
  }

  /** As if the machine lost its power. */
  void kill() throws Exception {
    Process running = process();
    running.destroyForcibly();
    assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** It accepts and never answers. */
  void pause() throws Exception {
    signal("-STOP");
  }

  void resume() throws Exception {
    signal("-CONT");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", name, "" + process().pid()).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private Process process() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("The server was not started");
    }
    return running;
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // Left to the system, which empties its folder for such files.
    }
  }

  /** Unpacked once. */
  private static final class Maven {

    static final Path EXECUTABLE = unpacked();

    private static Path unpacked() {
      try {
        File file = ExecutableProvider.newJarResourceProvider().get();
        file.deleteOnExit();
        return file.toPath();
      } catch (IOException e) {
        throw new IllegalStateException("There is no Redis for this platform in the artifact", e);
      }
    }
  }
}
