package io.notifyjava.examples.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.examples.common.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server that {@code scripts/database} runs. It ends when its standard input does, and so at the
 * latest with this process.
 */
final class ScriptedServer implements Database {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCRIPT = "scripts/database";
  private static final long END_SECONDS = 30;

  private final String kind;
  private final Process process;
  private final BufferedReader out;
  private final Location location;

  private ScriptedServer(String kind, Process process, BufferedReader out, Location location) {
    this.kind = kind;
    this.process = process;
    this.out = out;
    this.location = location;
  }

  static ScriptedServer start(String kind) {
    Process process;
    try {
      process =
          new ProcessBuilder(script().toString(), kind)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UsageException("The database's script did not start: " + e.getMessage());
    }
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      JsonNode told = line(out);
      Map<String, String> login = Map.of(Location.USER, told.path("user").textValue());
      Location location = Location.server(told.path("url").textValue(), login, "notify_");
      return new ScriptedServer(kind, process, out, location);
    } catch (IOException e) {
      process.destroy();
      throw new UsageException("%s did not start; what the script said is above".formatted(kind));
    }
  }

  /** Looks for it above the classes of this program, which run from a checkout of the project. */
  private static Path script() {
    try {
      Path folder =
          Path.of(ScriptedServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path at = folder; at != null; at = at.getParent()) {
        if (Files.isExecutable(at.resolve(SCRIPT))) {
          return at.resolve(SCRIPT);
        }
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw new UsageException("There is no " + SCRIPT + " here; give --database a JDBC URL");
  }

  private static JsonNode line(BufferedReader out) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("The script of the database ended without a word");
    }
    return JSON.readTree(line);
  }

  @Override
  public String title() {
    return "a " + kind + " of its own";
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  public void crash() throws IOException {
    process.getOutputStream().write("crash\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    line(out);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It has ended already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
  }
}
