package io.notifyjava.testkit.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the threads of connections: virtual ones where the runtime has them, else small daemons.
 *
 * <p>Virtual threads are reached by reflection because this code is compiled for Java 17.
 */
final class ConnectionThreads {

  /** A request is parsed and answered in a few dozen frames; a thousand clients cost 256 MiB. */
  private static final long STACK_BYTES = 256 * 1024;

  private ConnectionThreads() {}

  /**
   * A factory of daemon threads.
   *
   * @param prefix followed by a number from 1 in each thread's name
   */
  static ThreadFactory named(String prefix) {
    try {
      return virtual(prefix);
    } catch (NoSuchMethodException | ClassNotFoundException none) {
      return platform(prefix);
    } catch (IllegalAccessException | InvocationTargetException refused) {
      // Java 19 and 20 know the method but refuse it without the preview flag.
      return platform(prefix);
    }
  }

  private static ThreadFactory virtual(String prefix)
      throws NoSuchMethodException,
          ClassNotFoundException,
          IllegalAccessException,
          InvocationTargetException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Class<?> type = Class.forName("java.lang.Thread$Builder");
    Method name = type.getMethod("name", String.class, long.class);
    return (ThreadFactory) type.getMethod("factory").invoke(name.invoke(builder, prefix, 1L));
  }

  static ThreadFactory platform(String prefix) {
    AtomicLong number = new AtomicLong();
    return task -> {
      String name = prefix + number.incrementAndGet();
      Thread thread = new Thread(null, task, name, STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    };
  }
}
