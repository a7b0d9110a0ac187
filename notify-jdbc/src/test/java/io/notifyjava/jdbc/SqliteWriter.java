package io.notifyjava.jdbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A process that is killed. Says what it did, once that is acknowledged. */
final class SqliteWriter {

  private SqliteWriter() {}

  /**
   * Begins.
   *
   * @param args the file, and {@code claim} or the number behind which to put entries
   */
  public static void main(String[] args) throws InterruptedException {
    String language = System.getProperty("test.language");
    if (language != null) {
      Locale.setDefault(Locale.forLanguageTag(language));
    }
    JdbcOutbox store = JdbcOutbox.file(Path.of(args[0]));
    store.prepare();
    if (args[1].equals("claim")) {
      store.insert(Drafts.drafts(1, 2));
      store.turn(List.of(), Drafts.claim("n1", 2));
      say("claimed");
      new CountDownLatch(1).await();
    }
    for (long i = Long.parseLong(args[1]) + 1; ; i++) {
      store.insert(Drafts.drafts(i, 1));
      say(Long.toString(i));
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
