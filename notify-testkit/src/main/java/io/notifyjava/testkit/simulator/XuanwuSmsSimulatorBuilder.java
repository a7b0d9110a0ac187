package io.notifyjava.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sets a {@link XuanwuSmsSimulator} up; may be used again after {@link #start()}; not thread-safe.
 *
 * @since 0.1.0
 */
public final class XuanwuSmsSimulatorBuilder extends SimulatorBuilder<XuanwuSmsSimulatorBuilder> {

  private static final String DEFAULT_NAME = "demo@corp";
  private static final String DEFAULT_PASSWORD = "0123456789abcdef";

  private final Map<String, String> accounts = new LinkedHashMap<>();
  private int maxNumbers = 100;
  private char separator = ' ';
  private boolean numericCode;
  private Set<String> bizTypes = Set.of();

  XuanwuSmsSimulatorBuilder() {}

  @Override
  XuanwuSmsSimulatorBuilder self() {
    return this;
  }

  /**
   * Adds an account, which both interfaces know; default one, which {@link
   * XuanwuSmsSimulator#account()} tells.
   */
  public XuanwuSmsSimulatorBuilder account(String name, String password) {
    if (name.isBlank() || password.isBlank()) {
      throw new IllegalArgumentException(
          "an account needs a name and a password, but one of them was blank");
    }
    accounts.put(name, password);
    return this;
  }

  /**
   * How many numbers a call may carry, above zero; then -11. Default 100, as two clients have it;
   * another one sends 10,000.
   */
  public XuanwuSmsSimulatorBuilder maxNumbers(int value) {
    this.maxNumbers = positive(value, "maxNumbers");
    return this;
  }

  /**
   * What stands between the numbers of a call to cgi-bin, a blank or a comma; default a blank, as
   * most clients have it.
   */
  public XuanwuSmsSimulatorBuilder numberSeparator(char value) {
    if (value != ' ' && value != ',') {
      throw new IllegalArgumentException(
          "numbers are separated by a blank or a comma, but was given another character");
    }
    this.separator = value;
    return this;
  }

  /** Whether MOS REST writes its code as a number, not as a text; default false. */
  public XuanwuSmsSimulatorBuilder numericCode(boolean value) {
    this.numericCode = value;
    return this;
  }

  /** Business types that the accounts have, others are -2; default none named: any is good. */
  public XuanwuSmsSimulatorBuilder bizTypes(Set<String> value) {
    this.bizTypes = Set.copyOf(value);
    return this;
  }

  @Override
  public XuanwuSmsSimulator start() {
    Map<String, String> all = new LinkedHashMap<>(accounts);
    if (all.isEmpty()) {
      all.put(DEFAULT_NAME, DEFAULT_PASSWORD);
    }
    XuanwuSmsSettings settings =
        new XuanwuSmsSettings(
            all,
            new XuanwuSmsChoices(maxNumbers, separator, numericCode, bizTypes),
            watchDuplicates,
            recentRequests,
            controlEndpoints,
            seed);
    return new XuanwuSmsSimulator(settings, wire());
  }
}
