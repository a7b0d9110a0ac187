package io.notifyjava.result;

import java.util.List;

/**
 * The set-up is wrong. Carries every problem that was found, not only the first.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends NotifyException {

  private static final long serialVersionUID = 1L;

  /** Not a {@code List}, whose serial form is not promised. */
  private final String[] problems;

  /**
   * Creates the exception.
   *
   * @param problems at least one sentence, each with the path of the setting, what was expected and
   *     what was found
   */
  public ConfigurationException(List<String> problems) {
    super(
        problems.size() == 1
            ? "Configuration problem: " + problems.get(0)
            : problems.size() + " configuration problems:\n- " + String.join("\n- ", problems));
    this.problems = problems.toArray(String[]::new);
  }

  /** Returns all problems, in the order in which they were found. */
  public List<String> problems() {
    return List.of(problems);
  }
}
