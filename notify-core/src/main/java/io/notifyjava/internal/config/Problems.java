package io.notifyjava.internal.config;

import io.notifyjava.result.ConfigurationException;
import io.notifyjava.result.NotifyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects everything that is wrong, so that a set-up needs one round and not ten. */
public final class Problems {

  private final List<String> found = new ArrayList<>();

  public void add(String problem) {
    found.add(problem);
  }

  /** Adds what another collection found. */
  void addAll(Problems others) {
    found.addAll(others.found);
  }

  /** Returns whether nothing was found yet. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Runs {@code make}; what it refuses becomes a problem at {@code path}. */
  public <T> Optional<T> collect(String path, Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> add(path + ": " + problem));
    } catch (IllegalArgumentException | NotifyException e) {
      add(path + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * Ends the collection.
   *
   * @throws ConfigurationException if anything was found
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(found);
    }
  }
}
