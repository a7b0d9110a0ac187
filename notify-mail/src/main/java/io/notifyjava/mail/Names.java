package io.notifyjava.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up on a thread of its own, so that a resolver that hangs holds no call longer than
 * its time limit. Calls that ask for one name share its lookup; nothing is kept when it ends.
 */
final class Names {

  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  List<InetAddress> lookUp(String host, long nanos) throws UnknownHostException {
    try {
      return shared(host).get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnknownHostException("The lookup took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("Interrupted while looking up the host");
    } catch (ExecutionException e) {
      throw new UnknownHostException("The host is not known");
    }
  }

  private CompletableFuture<List<InetAddress>> shared(String host) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> first = running.putIfAbsent(host, mine);
    if (first != null) {
      return first;
    }
    Thread thread = new Thread(() -> resolve(host, mine), "notify-mail-dns");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      running.remove(host, mine);
      mine.completeExceptionally(new UnknownHostException("No thread to look up the host"));
    }
    return mine;
  }

  private void resolve(String host, CompletableFuture<List<InetAddress>> mine) {
    try {
      mine.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException | RuntimeException e) {
      mine.completeExceptionally(e);
    } finally {
      running.remove(host, mine);
      // After an error, too: nobody may wait for a lookup that has no thread any more.
      mine.completeExceptionally(new UnknownHostException("The lookup ended without an answer"));
    }
  }
}
