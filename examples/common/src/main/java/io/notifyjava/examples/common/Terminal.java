package io.notifyjava.examples.common;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Tells whether somebody watches. */
public final class Terminal {

  private Terminal() {}

  /** Tells whether a bar may be drawn. */
  @SuppressWarnings("SystemConsoleNull") // Null on Java 17 to 21; isTerminal is for later ones.
  public static boolean isThere() {
    Console console = System.console();
    String kind = System.getenv("TERM");
    return console != null && kind != null && !kind.equals("dumb") && isTerminal(console);
  }

  /** Since Java 22 there may be a console where there is no terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
