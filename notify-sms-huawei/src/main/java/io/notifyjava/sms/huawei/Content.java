package io.notifyjava.sms.huawei;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one message says, in Huawei's words. Messages with equal ones are one text.
 *
 * @param from number of the channel, to which the sign belongs
 * @param values by position
 * @param signature for a universal template; null for others
 */
record Content(String from, String templateId, List<String> values, @Nullable String signature) {

  Content {
    values = List.copyOf(values);
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return "Content[templateId=" + templateId + ", values=" + values.size() + "]";
  }
}
