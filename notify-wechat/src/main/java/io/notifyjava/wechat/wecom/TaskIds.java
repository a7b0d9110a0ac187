package io.notifyjava.wechat.wecom;

import java.util.Objects;
import java.util.regex.Pattern;

/** The shape of ids and keys of cards, as "Send application message" states it. */
final class TaskIds {

  private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_@-]{1,128}");

  private TaskIds() {}

  static String check(String name, String taskId) {
    if (!SHAPE.matcher(Objects.requireNonNull(taskId, name)).matches()) {
      throw new IllegalArgumentException(
          name
              + " must be 1 to 128 letters, digits, _, - or @, but had "
              + taskId.length()
              + " characters or others than these");
    }
    return taskId;
  }
}
