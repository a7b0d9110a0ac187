package io.notifyjava.examples.broadcast;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.testkit.simulator.SimulatorMain;
import io.notifyjava.wechat.WeChat;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A simulator in a process of its own, so that its memory is not counted as ours.
 *
 * <p>It serves until its standard input ends. We hold the other end of that pipe, so it ends when
 * this process does, however that happens.
 */
final class SimulatorProcess implements Platform {

  private static final String APP_ID = "wx00112233445566ff";
  private static final String APP_SECRET = "invented-for-the-simulator";
  private static final long START_SECONDS = 60;
  private static final long END_SECONDS = 20;
  private static final Duration ORDER_TIME = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final String baseUrl;

  private SimulatorProcess(Process process, String baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /**
   * Starts one from this program's own class path.
   *
   * @throws UsageException if it does not start
   */
  static SimulatorProcess start(SimulatorSetup setup) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            SimulatorMain.class.getName(),
            "--latency",
            setup.latency(),
            "--closed-windows",
            Double.toString(setup.closedWindows()),
            "--app-id",
            APP_ID,
            "--app-secret",
            APP_SECRET);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UsageException("The simulator's process did not start: " + e.getMessage());
    }
    try {
      return new SimulatorProcess(process, address(process));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String address(Process process) {
    FutureTask<String> line = new FutureTask<>(() -> firstLine(process));
    Thread reader = new Thread(line, "simulator-address");
    reader.setDaemon(true);
    reader.start();
    try {
      return JSON.readTree(line.get(START_SECONDS, TimeUnit.SECONDS)).path("baseUrl").textValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("Interrupted while the simulator's process started");
    } catch (ExecutionException | TimeoutException | IOException e) {
      throw new UsageException("The simulator's process did not tell its address: " + e);
    }
  }

  private static String firstLine(Process process) throws IOException {
    // Not closed: the process lives on.
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("it ended without a word");
    }
    return line;
  }

  @Override
  public WeChat.AccountBuilder account() {
    return WeChat.account()
        .appId(APP_ID)
        .appSecret(APP_SECRET)
        .baseUrl(baseUrl)
        .allowPlainHttp(true);
  }

  @Override
  public boolean isSimulated() {
    return true;
  }

  @Override
  public Optional<SimCounts> counts() {
    String body = order(request("counts").GET().build());
    try {
      return Optional.of(SimCounts.of(JSON.readTree(body)));
    } catch (IOException e) {
      throw new IllegalStateException("The simulator's counts are not JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public void killTokens() {
    order(request("kill-tokens").POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String order) {
    return HttpRequest.newBuilder(URI.create(baseUrl + "/_sim/" + order)).timeout(ORDER_TIME);
  }

  private String order(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "The simulator answered " + request.uri().getPath() + " with " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("The simulator's process does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the simulator was asked", e);
    }
  }

  /** Returns its id, for tests. */
  long pid() {
    return process.pid();
  }

  @Override
  public String title() {
    return "a simulator in process " + process.pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // The pipe is broken already: the process has ended or is about to.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
