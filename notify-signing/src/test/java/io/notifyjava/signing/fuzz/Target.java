package io.notifyjava.signing.fuzz;

import io.notifyjava.signing.RefusalReason;

/** One verifier with right requests to spoil. */
interface Target {

  /** Judges one spoiled request; null if it was taken. */
  RefusalReason judge(Mutator mutator);

  /** Whether the last request differed from the right one in nothing that is signed. */
  boolean wasUnchanged();
}
