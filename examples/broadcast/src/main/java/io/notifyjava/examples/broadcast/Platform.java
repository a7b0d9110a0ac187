package io.notifyjava.examples.broadcast;

import io.notifyjava.wechat.WeChat;
import java.util.Optional;

/** Whom the messages are sent to: WeChat, or a simulator of it. */
interface Platform extends AutoCloseable {

  /** Returns the account to send from. */
  WeChat.AccountBuilder account();

  /** Tells whether it is a simulator. */
  boolean isSimulated();

  /** Returns what the simulator saw; empty if it is none. */
  Optional<SimCounts> counts();

  /** Invalidates every access token of the simulator. */
  void killTokens();

  /** Returns a few words for the person who watches. */
  String title();

  /** Ends what was started for it. */
  @Override
  void close();
}
