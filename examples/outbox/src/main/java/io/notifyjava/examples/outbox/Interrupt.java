package io.notifyjava.examples.outbox;

/** Ends what was started, and deletes what was made, when this process is asked to end early. */
final class Interrupt {

  private final Thread hook;

  private Interrupt(Thread hook) {
    this.hook = hook;
  }

  /** From now on, Ctrl-C ends these processes first, and then this database. */
  static Interrupt ends(Crew crew, Database database) {
    Thread hook =
        new Thread(
            () -> {
              crew.close();
              database.close();
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interrupt(hook);
  }

  /** Leaves all that to whoever started it. */
  void off() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is at work: whoever comes here was thrown out of a round by it.
    }
  }
}
