package io.notifyjava.internal.corridor;

/** One stage around one call, whether a message makes it alone or shares it. */
interface CallStage {

  /** Walks this stage; called again with the same call after a pause. */
  Step walk(Call call);
}
