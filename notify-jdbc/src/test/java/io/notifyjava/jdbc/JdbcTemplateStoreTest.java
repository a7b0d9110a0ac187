package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.Variables;
import io.notifyjava.template.TemplateException;
import io.notifyjava.template.TemplateRegistry;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates of a table, and how changes of it are seen. */
class JdbcTemplateStoreTest {

  private static final Variables NONE = Variables.none();

  static Stream<StoreFixture> databases() {
    List<StoreFixture> all = new ArrayList<>(List.of(StoreFixture.h2(), StoreFixture.postgres()));
    MariaDb.server().map(StoreFixture::mariaDb).ifPresent(all::add);
    return all.stream();
  }

  private static JdbcTemplateStore store(StoreFixture fixture) {
    return JdbcTemplateStore.in(fixture.database()).table(fixture.prefix() + "templates").build();
  }

  private static void put(StoreFixture fixture, String key, String template) throws Exception {
    fixture.execute(
        "INSERT INTO %stemplates (tmpl_key, title, template, updated_at) VALUES ('%s', NULL, '%s', '2026-11-21 10:00:00')"
            .formatted(fixture.prefix(), key, template));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void templates_areFoundByTheirExactKeys(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcTemplateStore store = store(fixture);
      store.prepare();
      store.prepare();
      put(fixture, "paid", "{\"a\":\"${X:-1}\"}");
      put(fixture, "again", "{}");

      assertThat(store.keys()).containsExactly("again", "paid");
      assertThat(store.find("PAID")).isEmpty();
      assertThat(store.find("\u0027 OR 1=1 --")).isEmpty();
      assertThat(new TemplateRegistry(store).render("paid", NONE)).isEqualTo("{\"a\":\"1\"}");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void watch_seesWhatOthersChange(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcTemplateStore store = store(fixture);
      store.prepare();
      put(fixture, "k", "{\"n\":1}");
      TemplateRegistry registry = new TemplateRegistry(store);
      JdbcTemplateStore.Watch watch = store.watch(registry);
      watch.look();
      assertThat(registry.render("k", NONE)).isEqualTo("{\"n\":1}");

      fixture.execute(
          "UPDATE %stemplates SET template = '{\"n\":2}', updated_at = '2026-11-21 10:00:05'"
              .formatted(fixture.prefix()));
      watch.look();
      assertThat(registry.render("k", NONE)).isEqualTo("{\"n\":2}");

      // In the same second, after the look: the mark is the same.
      fixture.execute("UPDATE %stemplates SET template = '{\"n\":3}'".formatted(fixture.prefix()));
      watch.look();
      assertThat(registry.render("k", NONE)).isEqualTo("{\"n\":3}");

      fixture.execute("DELETE FROM %stemplates".formatted(fixture.prefix()));
      watch.look();
      assertThat(registry.find("k")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void watch_seesAChangeByOneWhoseClockIsBehind(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcTemplateStore store = store(fixture);
      store.prepare();
      put(fixture, "ahead", "{\"n\":1}");
      put(fixture, "k", "{\"n\":1}");
      TemplateRegistry registry = new TemplateRegistry(store);
      JdbcTemplateStore.Watch watch = store.watch(registry);
      watch.look();
      // So that the second look is not the one after a change.
      watch.look();

      fixture.execute(
          "UPDATE %stemplates SET template = '{\"n\":2}', updated_at = '2026-11-21 09:59:00' WHERE tmpl_key = 'k'"
              .formatted(fixture.prefix()));
      watch.look();
      assertThat(registry.render("k", NONE)).isEqualTo("{\"n\":2}");
      watch.look();

      fixture.execute(
          "UPDATE %stemplates SET tmpl_key = 'l' WHERE tmpl_key = 'k'".formatted(fixture.prefix()));
      watch.look();
      assertThat(registry.find("k")).isEmpty();
      assertThat(registry.render("l", NONE)).isEqualTo("{\"n\":2}");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void tableThatIsMadeHere_keepsKeysAndTextsToTheLetter(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcTemplateStore store = store(fixture);
      store.prepare();
      put(fixture, "paid", "{\"a\":\"订单已支付 \ud83d\ude00\"}");
      put(fixture, "Paid", "{\"a\":\"İı\"}");

      assertThat(store.keys()).containsExactly("Paid", "paid");
      assertThat(store.find("paid").orElseThrow().source())
          .isEqualTo("{\"a\":\"订单已支付 \ud83d\ude00\"}");
      assertThat(store.find("Paid").orElseThrow().source()).isEqualTo("{\"a\":\"İı\"}");
      assertThat(store.find("paid ")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void everyName_mayBeAnother(StoreFixture fixture) throws Exception {
    try (fixture) {
      JdbcTemplateStore store =
          JdbcTemplateStore.in(fixture.database())
              .table(fixture.prefix() + "vorlage")
              .keyColumn("schluessel")
              .titleColumn("titel")
              .templateColumn("inhalt")
              .createdAtColumn("angelegt")
              .updatedAtColumn("geaendert")
              .build();
      store.prepare();
      fixture.execute(
          "INSERT INTO %svorlage (schluessel, titel, inhalt) VALUES ('k', 'Paid', '{}')"
              .formatted(fixture.prefix()));

      assertThat(store.keys()).containsExactly("k");
      assertThat(store.find("k").orElseThrow().title()).isEqualTo("Paid");
      TemplateRegistry registry = new TemplateRegistry(store);
      store.watch(registry).look();
      assertThat(registry.render("k", NONE)).isEqualTo("{}");

      fixture.execute("UPDATE %svorlage SET inhalt = '[1]'".formatted(fixture.prefix()));
      assertThat(registry.render("k", NONE)).isEqualTo("{}");
      assertThat(registry.refresh("k")).isPresent();
      assertThat(registry.render("k", NONE)).isEqualTo("[1]");
    }
  }

  @Test
  void fileKeepsTemplates_too(@TempDir Path folder) throws Exception {
    try (JdbcDatabase database = JdbcDatabase.file(folder.resolve("notify.db")).build()) {
      JdbcTemplateStore store = JdbcTemplateStore.in(database).build();
      store.prepare();
      database.write(
          "put a template",
          session -> {
            try (Statement statement = session.connection().createStatement()) {
              return statement.executeUpdate(
                  "INSERT INTO mega_wechat_template (tmpl_key, template) VALUES ('k', '{}')");
            }
          });
      TemplateRegistry registry = new TemplateRegistry(store);
      store.watch(registry).look();

      assertThat(store.keys()).containsExactly("k");
      assertThat(registry.render("k", NONE)).isEqualTo("{}");
    }
  }

  @Test
  void watch_outlivesABrokenTemplateAndAMissingTable() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      JdbcTemplateStore store = store(fixture);
      TemplateRegistry registry = new TemplateRegistry(store);
      ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
      try (AutoCloseable watching = store.watch(registry, executor, Duration.ofSeconds(2))) {
        assertThat(watching).isNotNull();
        store.prepare();
        put(fixture, "k", "{\"n\":1}");
        Awaitility.await()
            .atMost(Duration.ofSeconds(5))
            .until(() -> registry.find("k").isPresent());
        put(fixture, "broken", "{");
        JdbcTemplateStore.Watch watch = store.watch(registry);
        watch.look();
        watch.look();
        assertThat(registry.render("k", NONE)).isEqualTo("{\"n\":1}");
      } finally {
        executor.shutdownNow();
      }
    }
  }

  @Test
  void missingTable_isNamed() throws Exception {
    try (StoreFixture fixture = StoreFixture.h2()) {
      assertThatExceptionOfType(TemplateException.class)
          .isThrownBy(() -> store(fixture).find("k"))
          .withMessageContaining("The table " + fixture.prefix() + "templates");
    }
  }

  @Test
  void namesThatAreNone_areRefused() {
    JdbcTemplateStore.Builder builder =
        JdbcTemplateStore.in(JdbcDatabase.dataSource(new org.h2.jdbcx.JdbcDataSource()).build());

    assertThatIllegalArgumentException().isThrownBy(() -> builder.table("a.b.c"));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.table("a b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.keyColumn("k, password"))
        .withMessageStartingWith("keyColumn must be 1 to 63 letters, digits or underscores");
  }
}
