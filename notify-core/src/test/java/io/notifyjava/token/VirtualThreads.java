package io.notifyjava.token;

/** Virtual threads by name, because tests are compiled for Java 17, which has none. */
final class VirtualThreads {

  private VirtualThreads() {}

  static Thread unstarted(Runnable task) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (Thread)
          Class.forName("java.lang.Thread$Builder")
              .getMethod("unstarted", Runnable.class)
              .invoke(builder, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
