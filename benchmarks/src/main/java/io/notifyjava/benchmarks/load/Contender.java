package io.notifyjava.benchmarks.load;

import java.io.IOException;

/** A client that sends one message after the other, on as many threads as there are. */
interface Contender extends AutoCloseable {

  /**
   * Sends one message, waits for the answer and reads all of it.
   *
   * @param recipient index into {@link Texts} or {@link SmsTexts}
   * @return whether the server took it
   */
  boolean send(int recipient) throws Exception;

  @Override
  void close() throws IOException;
}
