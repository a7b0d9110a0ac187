package io.notifyjava.spi;

import io.notifyjava.message.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The values of an account's settings, checked against the factory's declaration before the factory
 * sees them: required ones are there, each has the form of its kind, defaults are filled in.
 *
 * @since 0.1.0
 */
public interface Settings {

  /** Returns a text, if it or a default is there. */
  Optional<String> text(String name);

  /** Returns a credential, if it is there. */
  Optional<Secret> secret(String name);

  /** Returns a whole number, if it or a default is there. */
  Optional<Integer> integer(String name);

  /** Returns a yes or no; false if neither it nor a default is there. */
  boolean flag(String name);

  /** Returns a time, if it or a default is there. */
  Optional<Duration> duration(String name);

  /** Returns a list without blanks around its parts; empty if it is not there. */
  List<String> list(String name);
}
