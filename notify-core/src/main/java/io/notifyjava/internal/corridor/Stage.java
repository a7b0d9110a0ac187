package io.notifyjava.internal.corridor;

/** One stage around the call. It goes on to the next stage zero or more times. */
interface Stage {

  /** Walks this stage; called again with the same delivery after a pause. */
  Step walk(Delivery delivery);
}
