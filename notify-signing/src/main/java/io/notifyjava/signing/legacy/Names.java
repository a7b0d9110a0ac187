package io.notifyjava.signing.legacy;

import static java.util.Objects.requireNonNull;

import io.notifyjava.signing.Parameters;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Whether a joined text can be cut in another way.
 *
 * <p>Let the names of a request be fixed and none of them begin as it ends. Take two requests with
 * one joined text, and the first place at which a name begins in one of them only. In the other one
 * that name then stands within a value: it cannot overlap with itself, and everything before is the
 * same. So where no value on either side holds a name, there is one way to cut the text.
 */
final class Names {

  private Names() {}

  /** Returns the first name that begins as it ends, as in "toto"; null if there is none. */
  static @Nullable String bordered(Collection<String> names) {
    for (String name : names) {
      for (int length = 1; length < name.length(); length++) {
        if (name.startsWith(name.substring(name.length() - length))) {
          return name;
        }
      }
    }
    return null;
  }

  /** Returns the first name that stands within a value; null if there is none. */
  static @Nullable String within(Parameters parameters, Collection<String> names) {
    for (int i = 0; i < parameters.size(); i++) {
      if (LegacyText.SIGNATURE.equals(parameters.name(i))) {
        continue;
      }
      String value = requireNonNull(parameters.value(i));
      for (String name : names) {
        if (value.contains(name)) {
          return name;
        }
      }
    }
    return null;
  }
}
