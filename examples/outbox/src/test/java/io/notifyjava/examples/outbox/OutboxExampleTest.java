package io.notifyjava.examples.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The program from its command line to its last line: the short form of the crash run, which {@code
 * scripts/crash-run} has in full length.
 */
class OutboxExampleTest {

  private record Run(int exitCode, String out, String err) {

    static Run of(String... args) throws Exception {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exitCode =
          OutboxExample.run(
              args,
              Map.of(),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      return new Run(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }

    long number(String name) throws IOException {
      return json().get(name).longValue();
    }
  }

  @Test
  void killed_processes_on_a_file_lose_nothing_and_send_nothing_twice() throws Exception {
    Run run =
        Run.of("--crash", "--rounds", "2", "--messages", "400", "--rate", "500", "--seed", "8");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .hasLineCount(1)
        .startsWith(
            "{\"rounds\":2,\"enqueued\":800,\"accepted\":800,\"lost\":0,\"duplicates\":0,"
                + "\"unknown\":0,\"other\":0,\"kills\":2,\"feederKills\":0,\"databaseCrashes\":0,")
        .contains("\"mostUnknownInARound\":0,\"maxInFlight\":64,", "\"seed\":8,");
    assertThat(run.number("inHand")).isPositive();
    assertThat(run.err()).contains("an SQLite file, seed 8", "Round 2: killed at step ");
  }

  @Test
  void where_repetitions_are_not_recognised_a_kill_leaves_what_was_in_flight_unknown_at_most()
      throws Exception {
    Run run =
        Run.of(
            "--crash",
            "--rounds",
            "1",
            "--messages",
            "400",
            "--channel",
            "huawei",
            "--database",
            "embedded",
            "--nodes",
            "2",
            "--restart-database",
            "--in-flight",
            "16",
            "--rate",
            "50",
            "--seed",
            "37");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.number("enqueued")).isEqualTo(400);
    assertThat(run.number("accepted") + run.number("unknown")).isEqualTo(400);
    assertThat(run.number("unknown")).isLessThanOrEqualTo(16);
    assertThat(run.number("databaseCrashes")).isEqualTo(1);
    assertThat(run.number("feederKills")).isEqualTo(1);
    assertThat(run.number("inHand")).isBetween(1L, 16L);
  }

  @Test
  void two_nodes_share_the_work_and_one_finishes_that_of_the_other() throws Exception {
    Run run =
        Run.of(
            "--recipients", "600", "--kill", "--lease", "2", "--latency", "20ms", "--without-keys");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.number("accepted")).isEqualTo(600);
    assertThat(run.number("kills")).isEqualTo(1);
    // An entry without a key is sent with its id as the key, which is the same on each node.
    assertThat(run.number("duplicates")).isZero();
    assertThat(run.number("perSecond")).isPositive();
    JsonNode byNode = run.json().get("byNode");
    assertThat(byNode.path("n1").longValue() + byNode.path("n2").longValue()).isEqualTo(600);
    // The one that was killed half-way cannot have sent more than that, but for what was under way.
    assertThat(byNode.path("n2").longValue()).isGreaterThan(200);
  }

  @Test
  void a_server_of_the_projects_own_script_is_crashed_and_comes_back() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/mariadbd")), "Debian's mariadb-server is not here");

    Run run =
        Run.of(
            "--crash",
            "--rounds",
            "1",
            "--messages",
            "300",
            "--database",
            "mariadb",
            "--restart-database",
            "--lease",
            "2",
            "--rate",
            "200",
            "--seed",
            "6");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.number("accepted")).isEqualTo(300);
    assertThat(run.number("duplicates")).isZero();
  }

  @Test
  void what_does_not_fit_together_is_told_at_once_and_nothing_is_started() throws Exception {
    Run run =
        Run.of(
            "--file",
            "--nodes",
            "2",
            "--kill",
            "--crash",
            "--restart-database",
            "--rounds",
            "0",
            "--in-flight",
            "0",
            "--rate",
            "-1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "--rounds must be 1 to 1000, but was 0",
            "--in-flight must be 1 to 1000, but was 0",
            "--rate must be 1 to 1000000, but was -1",
            "--nodes must be 1 with --file: a file belongs to one process",
            "name one of --kill and --crash, which kills in each round",
            "--restart-database needs a --database that is this program's to crash",
            "Nothing was sent.");
  }

  @Test
  void a_database_is_named_or_has_a_url() throws Exception {
    assertThat(Run.of("--database", "oracle").err())
        .contains("--database must be embedded, postgresql, mariadb or begin with jdbc:");
    assertThat(Run.of("--database", "jdbc:postgresql://127.0.0.1/x", "--file").err())
        .contains("name one of --database and --file");
    assertThat(Run.of("--seed", "1").err())
        .contains("--rounds, --restart-database and --seed are for --crash");
    assertThat(Run.of("--nodes", "1", "--kill").err())
        .contains("--kill needs another of --nodes that goes on");
    assertThat(Run.of("--file", "--without-keys").err())
        .contains("--without-keys is for a server that is not crashed");
    assertThat(Run.of("--help").out()).contains("OUTBOX_DB_PASSWORD");
  }

  @Test
  void the_file_is_deleted_with_its_folder() throws IOException {
    OutboxCommand options = new OutboxCommand();
    options.file = true;
    Path file;
    try (Database database = Database.open(options, Map.of())) {
      file = Path.of(database.location().target());
      Files.writeString(file, "entries");
    }

    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void a_location_shows_no_password() {
    Location location =
        Location.server(
            "jdbc:postgresql://db/x?password=hush",
            Map.of(Location.USER, "me", Location.PASSWORD, "hush"),
            "t_");

    assertThat(location.toString()).isEqualTo("server, tables t_*");
  }
}
