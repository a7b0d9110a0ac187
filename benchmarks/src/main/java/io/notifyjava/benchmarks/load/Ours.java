package io.notifyjava.benchmarks.load;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.message.Message;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.WeChat;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A real notifier, every policy at its default, over a real account of a provider module. */
final class Ours implements Contender {

  private final Notifier notifier;
  private final IntFunction<Message> messages;

  private Ours(
      NotifierBuilder builder, @Nullable Executor executor, IntFunction<Message> messages) {
    this.notifier = executor == null ? builder.build() : builder.executor(executor).build();
    this.messages = messages;
  }

  /** Over an account of notify-wechat; with no executor, the notifier makes its own. */
  static Ours weChat(String url, int inFlight, @Nullable Executor executor) {
    return new Ours(
        Notifier.builder()
            .provider(
                "main",
                WeChat.account()
                    .appId("wx0123456789abcdef")
                    .appSecret("benchmark-secret")
                    .baseUrl(url)
                    .allowPlainHttp(true)
                    .maxIdleConnections(inFlight)
                    .build()),
        executor,
        recipient -> CustomerMessage.to(Texts.openId(recipient)).text(Texts.TEXT).build());
  }

  @Override
  public boolean send(int recipient) {
    return notifier.send(message(recipient)).isAccepted();
  }

  /** Sends them all as one batch and returns when it has ended. */
  BatchReport batch(Iterator<Message> messages, int inFlight, Latencies latencies) {
    return notifier
        .batch(
            messages,
            BatchOptions.builder()
                .concurrency(inFlight)
                .onResult(item -> latencies.ended(item.index()))
                .build())
        .join();
  }

  Message message(int recipient) {
    return messages.apply(recipient);
  }

  @Override
  public void close() {
    notifier.close(Duration.ofSeconds(5));
  }
}
