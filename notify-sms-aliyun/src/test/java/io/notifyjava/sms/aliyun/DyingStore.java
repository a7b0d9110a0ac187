package io.notifyjava.sms.aliyun;

import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The store of a node that dies: hands out entries once, and nothing reaches it any more. So what
 * the node did with them is done, and nobody hears of it.
 */
final class DyingStore {

  private final OutboxStore store;
  private volatile boolean dead;

  DyingStore(OutboxStore store) {
    this.store = store;
  }

  OutboxStore asStore() {
    return (OutboxStore)
        Proxy.newProxyInstance(
            OutboxStore.class.getClassLoader(),
            new Class<?>[] {OutboxStore.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (dead && !method.getName().equals("close")) {
      throw new OutboxException(OutboxException.Kind.UNAVAILABLE, "The node is dead");
    }
    try {
      Object done = method.invoke(store, arguments);
      if (done instanceof OutboxStore.Turn turn && !turn.leases().isEmpty()) {
        dead = true;
      }
      return done;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
