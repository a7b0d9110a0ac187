package io.notifyjava.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on threads of its own, so that a resolver that hangs holds no call longer than its
 * time limit.
 *
 * <p>The system's resolver can neither be interrupted nor given a time limit. What is guaranteed is
 * therefore that the <em>caller</em> goes on in time; the lookup itself ends when the system gives
 * up. All calls that ask for one name share its lookup, so there is at most one abandoned lookup
 * for each host. Nothing is kept once a lookup ends: the platform's own cache decides how soon a
 * changed address is seen.
 */
final class BoundedDns implements Dns {

  /** The call for which this thread looks up next; OkHttp does not hand it to {@link #lookup}. */
  private static final ThreadLocal<@Nullable CallTrace> NEXT = new ThreadLocal<>();

  private final Dns dns;
  private final Executor executor;
  private final long longestWait;
  private final LongSupplier ticker;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  /**
   * Makes lookups of {@code dns} bounded.
   *
   * @param longestWait nanoseconds for which any call waits at most
   */
  BoundedDns(Dns dns, Executor executor, long longestWait, LongSupplier ticker) {
    this.dns = dns;
    this.executor = executor;
    this.longestWait = longestWait;
    this.ticker = ticker;
  }

  static void nextLookupIsFor(CallTrace trace) {
    NEXT.set(trace);
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    CallTrace trace = NEXT.get();
    NEXT.remove();
    long wait =
        trace == null ? longestWait : Math.min(longestWait, trace.deadline() - ticker.getAsLong());
    try {
      return shared(hostname).get(wait, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LookupTimeoutException(hostname);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("Interrupted while looking up " + hostname);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      UnknownHostException failed = new UnknownHostException("Lookup of " + hostname + " failed");
      failed.initCause(e.getCause());
      throw failed;
    }
  }

  private CompletableFuture<List<InetAddress>> shared(String hostname) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> first = running.putIfAbsent(hostname, mine);
    if (first != null) {
      return first;
    }
    try {
      executor.execute(() -> resolve(hostname, mine));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Closed, or no thread to be had. Left in the map, this lookup would stop all later ones.
      running.remove(hostname, mine);
      mine.completeExceptionally(new UnknownHostException("No thread to look up " + hostname));
    }
    return mine;
  }

  // Whatever a caller's Dns throws must reach those who wait, or they wait in vain.
  @SuppressWarnings("CatchThrowable")
  private void resolve(String hostname, CompletableFuture<List<InetAddress>> result) {
    try {
      List<InetAddress> addresses = dns.lookup(hostname);
      running.remove(hostname, result);
      result.complete(addresses);
    } catch (Throwable e) {
      running.remove(hostname, result);
      result.completeExceptionally(e);
    }
  }

  /** The resolver took longer than the call could wait. */
  static final class LookupTimeoutException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    LookupTimeoutException(String hostname) {
      super("No address of " + hostname + " in time");
    }
  }
}
