package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the messages of one account. Thread-safe. */
final class XuanwuProvider implements Provider<SmsMessage> {

  /** In a preview, in place of the notifier's id, which a message gets when it is sent. */
  private static final String ID_TO_COME = "message-id";

  private final AccountConfig config;
  private final Composer composer;
  private final Wire wire;
  private final HttpExchange exchange;
  private final Calls calls;
  private final Capabilities capabilities;

  XuanwuProvider(
      AccountConfig config, Composer composer, Wire wire, HttpExchange exchange, Calls calls) {
    this.config = config;
    this.composer = composer;
    this.wire = wire;
    this.exchange = exchange;
    this.calls = calls;
    this.capabilities =
        Capabilities.of(SmsMessage.class, new Support(config.maxNumbers, Duration.ZERO, false));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<String> problems(SmsMessage message) {
    List<String> problems = new ArrayList<>(composer.problems(message));
    wire.problem(message).ifPresent(problems::add);
    return problems;
  }

  @Override
  public SendResult send(SmsMessage message, SendContext context) {
    return sendAll(List.of(message), context).get(0);
  }

  @Override
  public Optional<Object> bulkKey(SmsMessage message) {
    return Optional.of(wire.bulkKey(message));
  }

  @Override
  public List<SendResult> sendAll(List<SmsMessage> messages, SendContext context) {
    return calls.send(
        composer.compose(messages, context.messageId()),
        composer.mapping(messages.get(0)).orElse(null),
        context.timeLimit());
  }

  @Override
  public RequestPreview preview(SmsMessage message) {
    return wire.preview(
        composer.compose(List.of(message), ID_TO_COME).get(0),
        composer.mapping(message).orElse(null));
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public String toString() {
    return "XuanwuProvider[" + config + "]";
  }
}
