package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchLedger;
import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.jdbc.spring.SpringOutbox;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.Limits;
import io.notifyjava.limit.VendorLimits;
import io.notifyjava.message.Message;
import io.notifyjava.message.Secret;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.template.TemplateRegistry;
import io.notifyjava.token.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds the README against the code. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final Path THIS = Path.of("src/test/java/io/notifyjava/jdbc/ReadmeTest.java");
  private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static Notifier inFile(ProviderSetup account) {
    Notifier notifier =
        Notifier.builder()
            .provider("main", account)
            .outbox(JdbcOutbox.file(Path.of("data/outbox.db")))
            .build();
    return notifier;
  }

  static Notifier onServer(ProviderSetup account, DataSource dataSource) {
    JdbcDatabase database = JdbcDatabase.dataSource(dataSource).build();
    Notifier notifier =
        Notifier.builder().provider("main", account).outbox(JdbcOutbox.in(database)).build();
    return notifier;
  }

  static TokenStore shared(JdbcDatabase database) {
    TokenStore tokens = JdbcTokenStore.in(database);
    return tokens;
  }

  static Notifier counting(JdbcDatabase database, ProviderSetup account, Secret secret) {
    LimitStore limits = JdbcLimitStore.in(database);
    IdempotencyStore keys = JdbcIdempotencyStore.in(database);
    return Notifier.builder()
        .provider("main", account)
        .limits(
            Limits.builder()
                .limit(Limit.named("day").atMost(50_000, LimitWindow.day()).build())
                .store(limits)
                .keySecret(secret)
                .build())
        .idempotency(Idempotency.in(keys).keySecret(secret).build())
        .build();
  }

  static void twice(Notifier notifier) {
    Message message =
        SmsMessage.to("+8613800138000")
            .template("paid")
            .with("order", "1")
            .idempotencyKey("order-1-paid")
            .build();
    notifier.send(message);
    notifier.send(message); // makes no call
  }

  static Notifier remembering(DataSource dataSource, ProviderSetup account, Secret secret) {
    JdbcDatabase database = JdbcDatabase.dataSource(dataSource).build();
    Notifier notifier =
        Notifier.builder()
            .provider("main", account)
            .idempotency(
                Idempotency.in(JdbcIdempotencyStore.in(database)).keySecret(secret).build())
            .build();
    return notifier;
  }

  static Limits together(DataSource dataSource, Secret secret) {
    Limits limits =
        Limits.builder()
            .limit(VendorLimits.aliyunCodes("codes", "aliyun", Set.of("captcha", "login")))
            .store(JdbcLimitStore.in(JdbcDatabase.dataSource(dataSource).build()))
            .keySecret(secret)
            .build();
    return limits;
  }

  static BatchLedger ledger(JdbcDatabase database) {
    BatchLedger ledger = JdbcBatchLedger.in(database, "spring-campaign");
    return ledger;
  }

  static void forget(JdbcDatabase database) {
    JdbcBatchLedger.in(database, "spring-campaign").delete();
    JdbcBatchLedger.purge(database, Duration.ofDays(90));
  }

  static AutoCloseable watched(JdbcDatabase database, ScheduledExecutorService scheduler) {
    JdbcTemplateStore templates =
        JdbcTemplateStore.in(database).table("mega_wechat_template").build();
    TemplateRegistry registry = new TemplateRegistry(templates);
    AutoCloseable watching = templates.watch(registry, scheduler, Duration.ofSeconds(10));
    return watching;
  }

  static void inTransaction(
      Notifier notifier,
      DataSource dataSource,
      TransactionTemplate transaction,
      JdbcTemplate orders,
      Message message) {
    SpringOutbox outbox = SpringOutbox.of(notifier.outbox(), dataSource);
    transaction.executeWithoutResult(
        status -> {
          orders.update("INSERT INTO orders VALUES (1)");
          outbox.enqueue(message);
        });
  }

  @Test
  void samples_areCompiled() throws IOException {
    assertThat(compiled(Files.readString(README))).isEqualTo(8);
    assertThat(compiled(Files.readString(Path.of("../docs/idempotency.md")))).isEqualTo(2);
    String limits = Files.readString(Path.of("../docs/limits.md"));
    assertThat(compiled(limits.substring(limits.indexOf("**Several nodes**")))).isEqualTo(1);
  }

  private static int compiled(String page) throws IOException {
    Matcher samples = SAMPLE.matcher(page);
    int found = 0;
    while (samples.find()) {
      assertThat(squeezed(Files.readString(THIS))).contains(squeezed(samples.group(1)));
      found++;
    }
    return found;
  }

  @Test
  void columns_areThoseOfTheTable(@TempDir Path folder) throws Exception {
    Set<String> written = new TreeSet<>();
    String text = Files.readString(README);
    text.substring(text.indexOf("| column |"), text.indexOf("The index of what is due"))
        .lines()
        .skip(2)
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .forEach(
            names -> {
              Matcher name = Pattern.compile("`(\\w+)`").matcher(names);
              while (name.find()) {
                written.add(name.group(1));
              }
            });
    Set<String> there = new TreeSet<>();
    try (JdbcDatabase database = JdbcDatabase.file(folder.resolve("a.db")).build()) {
      JdbcOutbox.in(database).prepare();
      database.read(
          "look",
          session -> {
            Connection connection = session.connection();
            try (ResultSet row =
                connection.getMetaData().getColumns(null, null, "notify_outbox", null)) {
              while (row.next()) {
                there.add(row.getString("COLUMN_NAME"));
              }
            }
            return true;
          });
    }
    assertThat(written).isEqualTo(there);
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
