package io.notifyjava.benchmarks.outbox;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A MariaDB that {@code scripts/database} runs: a sync for every commit, else its defaults. */
final class MariaDb implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;
  private final String url;

  MariaDb() throws IOException {
    process =
        new ProcessBuilder(Path.of("../../scripts/database").toString(), "mariadb")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("No MariaDB: apt-get install --no-install-recommends mariadb-server");
    }
    url = JsonParser.parseString(line).getAsJsonObject().get("url").getAsString();
  }

  /** Makes an empty database and returns its URL. */
  String database(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url + "?user=root");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return url.substring(0, url.lastIndexOf('/') + 1) + name + "?user=root";
  }

  /** Ends the server; its script sees the end of its input and cleans up behind it. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    lines.close();
  }
}
