package io.notifyjava.examples.outbox;

import io.notifyjava.examples.common.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The database of a run, which is made for it or somebody's own. */
interface Database extends AutoCloseable {

  /** Returns what it is, for people. */
  String title();

  /** Returns where the entries are. */
  Location location();

  /** Crashes it and has it come back. */
  default void crash() throws IOException {
    throw new UsageException(title() + " is not this program's to crash");
  }

  @Override
  void close();

  /** Opens what the command line names. */
  static Database open(OutboxCommand options, Map<String, String> environment) {
    if (options.isFile()) {
      return file();
    }
    if (options.database == null || options.database.equals("embedded")) {
      return EmbeddedServer.start();
    }
    return options.database.startsWith("jdbc:")
        ? server(options.database, environment)
        : ScriptedServer.start(options.database);
  }

  /** Makes the names of tables that no other run has. */
  static String newPrefix() {
    return "nx" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "_";
  }

  private static Database file() {
    Path folder;
    try {
      folder = Files.createTempDirectory("notify-outbox-");
    } catch (IOException e) {
      throw new UsageException("No folder could be made for the file: " + e.getMessage());
    }
    return new Database() {
      @Override
      public String title() {
        return "an SQLite file";
      }

      @Override
      public Location location() {
        return Location.file(folder.resolve("outbox.db"));
      }

      @Override
      public synchronized void close() {
        // Ctrl-C closes it too, perhaps at the same time.
        if (!Files.exists(folder)) {
          return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        } catch (IOException e) {
          throw new IllegalStateException("The folder " + folder + " could not be deleted", e);
        }
      }
    };
  }

  private static Database server(String url, Map<String, String> environment) {
    Location location = Location.server(url, environment, newPrefix());
    return new Database() {
      @Override
      public String title() {
        return "your own server";
      }

      @Override
      public Location location() {
        return location;
      }

      @Override
      public void close() {
        try (Connection connection =
                DriverManager.getConnection(url, location.user(), location.password());
            Statement statement = connection.createStatement()) {
          for (String table : List.of("outbox", "schema")) {
            statement.execute("DROP TABLE IF EXISTS " + location.prefix() + table);
          }
        } catch (SQLException e) {
          throw new IllegalStateException(
              "The tables %s* could not be dropped (state %s); drop them by hand"
                  .formatted(location.prefix(), e.getSQLState()));
        }
      }
    };
  }
}
