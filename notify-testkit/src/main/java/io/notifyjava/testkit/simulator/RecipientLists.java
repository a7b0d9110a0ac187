package io.notifyjava.testkit.simulator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How WeCom tells the recipients that it did not reach. It documents the first for message/send and
 * uses the second in other calls; users have met both.
 *
 * @since 0.1.0
 */
public enum RecipientLists {
  /** {@code "lisi|wangwu"}. */
  JOINED,
  /** {@code ["lisi","wangwu"]}. */
  ARRAY;

  String json(List<String> ids) {
    return this == JOINED
        ? WeComReply.quoted(String.join("|", ids))
        : ids.stream().map(WeComReply::quoted).collect(Collectors.joining(",", "[", "]"));
  }
}
