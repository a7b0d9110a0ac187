package io.notifyjava.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists in statements, in few lengths, so that few statements are prepared. */
final class Lists {

  /**
   * Longest list in one statement: SQLite takes 32,766 parameters, an insert has 18 for each row.
   */
  static final int MOST = 256;

  private Lists() {}

  /** Cuts a list into parts of at most {@link #MOST}. */
  static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST) {
      parts.add(all.subList(from, Math.min(all.size(), from + MOST)));
    }
    return parts;
  }

  /** Returns {@code ?, ?, ?} for a list, filled up to a power of two. */
  static String marks(int size) {
    return "?" + ", ?".repeat(padded(size) - 1);
  }

  /** Binds texts to {@link #marks}; the last one as often as it takes. Returns the next place. */
  static int bind(PreparedStatement to, int from, List<? extends @Nullable String> values)
      throws SQLException {
    int count = padded(values.size());
    for (int i = 0; i < count; i++) {
      to.setString(from + i, values.get(Math.min(i, values.size() - 1)));
    }
    return from + count;
  }

  static int padded(int size) {
    int highest = Integer.highestOneBit(size);
    return highest == size ? size : highest * 2;
  }
}
