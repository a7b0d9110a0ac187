package io.notifyjava.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param from the channel's number
 */
record HuaweiSmsOrder(String from, List<Content> contents) {

  /**
   * One text.
   *
   * @param to numbers as written
   * @param values in the order of the template's variables
   * @param signature null if there was none
   */
  record Content(
      List<String> to, String templateId, List<String> values, @Nullable String signature) {}

  /** Everybody whom the call names, in its order. */
  List<String> numbers() {
    List<String> all = new ArrayList<>();
    contents.forEach(content -> all.addAll(content.to()));
    return all;
  }
}
