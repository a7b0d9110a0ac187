package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireReply;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Turns the platform's answers into bytes and counts the errors among them. Thread-safe. */
final class Answers {

  private final Supplier<String> rids;
  private final ReplyContentType contentType;
  private final CallCounters counters;
  private final TokenOffice tokens;
  private final AtomicLong number = new AtomicLong();

  Answers(
      Supplier<String> rids,
      ReplyContentType contentType,
      CallCounters counters,
      TokenOffice tokens) {
    this.rids = rids;
    this.contentType = contentType;
    this.counters = counters;
    this.tokens = tokens;
  }

  WireReply render(WeChatReply reply) {
    int errcode = reply.errcode().orElse(0);
    if (errcode != 0) {
      counters.error(errcode);
    }
    return WireReply.builder()
        .header("Content-Type", contentType.of(number.getAndIncrement()))
        .body(reply.render(rids))
        .build();
  }

  /** As {@link #render}, and a token in the reply becomes a good one. */
  WireReply renderScripted(WeChatReply reply) {
    WeChatReply.HandedOut token = reply.handedOut();
    if (token != null) {
      tokens.adopt(token.value(), token.expiresIn());
    }
    return render(reply);
  }
}
