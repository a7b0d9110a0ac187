package io.notifyjava.jdbc.spring;

import io.notifyjava.outbox.Outbox;
import io.notifyjava.outbox.OutboxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Has sending begin after a commit. A record, because a transaction keeps one of those that are
 * equal: a thousand messages in one transaction wake the outbox once.
 */
record WakeAfterCommit(Outbox outbox) implements TransactionSynchronization {

  private static final Logger LOG = LoggerFactory.getLogger(WakeAfterCommit.class);

  @Override
  public void afterCommit() {
    try {
      outbox.wake();
    } catch (OutboxException e) {
      // Only a closed notifier refuses. The entry is durable, so another node sends it, or this one
      // when it starts again; the caller's transaction is none of its business any more.
      LOG.debug("The outbox was closed before the commit; its entries wait for the next start");
    }
  }
}
