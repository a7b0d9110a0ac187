/**
 * Runnable: several processes drain one durable outbox into a simulator, and some are killed. A
 * parent starts the processes, kills them, and judges what came of every single message. Nobody
 * calls this package.
 */
@NullMarked
package io.notifyjava.examples.outbox;

import org.jspecify.annotations.NullMarked;
