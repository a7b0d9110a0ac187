package io.notifyjava.benchmarks.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those that need no server and no five seconds do every job once, here as in the benchmark. */
class RunTest {

  @ParameterizedTest
  @ValueSource(strings = {"notify", "notify-64", "db-scheduler"})
  void everyJob_isDoneOnceAndEveryFigureIsTaken(String contender, @TempDir Path folder)
      throws Exception {
    Store store = new Store("jdbc:sqlite:" + folder.resolve("jobs.db"));

    JsonObject figures =
        JsonParser.parseString(Run.measure(contender, store, 2, 40, 3)).getAsJsonObject();

    assertThat(figures.get("jobs").getAsInt()).isEqualTo(40);
    assertThat(figures.get("repeated").getAsInt()).isZero();
    assertThat(figures.get("enqueue1").getAsDouble()).isPositive();
    assertThat(figures.get("enqueue8").getAsDouble()).isPositive();
    assertThat(figures.get("drain").getAsDouble()).isPositive();
    assertThat(figures.get("p50Micros").getAsLong()).isPositive();
  }

  @Test
  void pairs_compareEnqueueing(@TempDir Path folder) throws Exception {
    Store ours = new Store("jdbc:sqlite:" + folder.resolve("ours.db"));
    Store theirs = new Store("jdbc:sqlite:" + folder.resolve("theirs.db"));

    JsonObject figures =
        JsonParser.parseString(PairedPuts.measure("db-scheduler", ours, theirs, 2, 5, 20))
            .getAsJsonObject();

    assertThat(figures.get("ours").getAsDouble()).isPositive();
    assertThat(figures.get("theirs").getAsDouble()).isPositive();
    assertThat(figures.get("low").getAsDouble())
        .isPositive()
        .isLessThanOrEqualTo(figures.get("ratio").getAsDouble());
    assertThat(figures.get("ratio").getAsDouble())
        .isLessThanOrEqualTo(figures.get("high").getAsDouble());
  }
}
