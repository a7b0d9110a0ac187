package io.notifyjava.sms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one message is at one vendor: the mapping that holds, and the values in the vendor's order.
 *
 * <p>Compared by value, so that a provider may make its bulk key of it. {@link #toString()} shows
 * no value.
 *
 * @param mapping what the template is at the vendor
 * @param values by the vendor's names, in the order of the vendor's template; defaults filled in
 * @since 0.1.0
 */
public record SmsContent(SmsMapping mapping, Map<String, String> values) {

  public SmsContent {
    Objects.requireNonNull(mapping, "mapping");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the values by position. */
  public List<String> positional() {
    return List.copyOf(values.values());
  }

  @Override
  public String toString() {
    return "SmsContent[mapping=%s, values=%s]".formatted(mapping, values.keySet());
  }
}
