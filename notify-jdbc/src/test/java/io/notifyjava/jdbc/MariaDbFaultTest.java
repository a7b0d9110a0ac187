package io.notifyjava.jdbc;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What may befall MariaDB. */
class MariaDbFaultTest {

  @Test
  void mariaDbThatCrashesInTheMiddle_losesNothing() throws Exception {
    assumeThat(MariaDb.server()).as("MariaDB is installed").isPresent();
    try (MariaDb server = MariaDb.another();
        JdbcOutbox store =
            JdbcOutbox.owning(
                JdbcDatabase.url(server.url())
                    .user("root")
                    .maxConnections(3)
                    .timeout(Duration.ofSeconds(1))
                    .build())) {
      Survival.survives(store, server::crashAndRestart);
    }
  }
}
