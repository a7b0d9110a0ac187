package io.notifyjava.wechat;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import io.notifyjava.wechat.internal.TokenCalls;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the messages of one official account.
 *
 * <p>Makes one call for a message, and a second one only if WeChat refused the token of the first:
 * then nothing was sent, and a new token may mend it. Thread-safe; holds no state but its token and
 * connections.
 */
final class WeChatProvider implements Provider<Message> {

  private final WeChatConfig config;
  private final HttpExchange exchange;
  private final TokenCalls<Endpoint> calls;
  private final WeChatAccount account;
  private final Clock clock;
  private final Values values;
  private final Capabilities capabilities;

  WeChatProvider(
      WeChatConfig config,
      HttpExchange exchange,
      TokenCalls<Endpoint> calls,
      WeChatAccount account,
      Clock clock) {
    this.config = config;
    this.exchange = exchange;
    this.calls = calls;
    this.account = account;
    this.clock = clock;
    this.values = new Values(ValueRules.current(), config.valueCheck());
    this.capabilities =
        Capabilities.of(TemplateMessage.class, Support.idempotent(config.resendWindow()))
            .and(CustomerMessage.class, Support.plain())
            .and(SubscriptionMessage.class, Support.plain())
            .and(ServiceSubscriptionMessage.class, Support.plain())
            .and(OneTimeSubscriptionMessage.class, Support.plain());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<String> problems(Message message) {
    if (message instanceof CustomerMessage customer) {
      return customer.content() instanceof TextContent text
          ? tooLong(text.text())
          : MediaExpiry.problems(customer.content(), clock);
    }
    return values.problems(message);
  }

  private List<String> tooLong(String text) {
    int limit = config.maxTextBytes();
    int bytes = limit > 0 ? text.getBytes(StandardCharsets.UTF_8).length : 0;
    return bytes <= limit
        ? List.of()
        : List.of(
            "text must have at most "
                + limit
                + " bytes in UTF-8 (max-text-bytes), but had "
                + bytes
                + "; shorten or split it");
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type == WeChatAccount.class ? Optional.of(type.cast(account)) : Optional.empty();
  }

  @Override
  public SendResult send(Message message, SendContext context) {
    Optional<SendRequest> request = SendRequest.of(values.fitted(message), context.resend());
    if (request.isEmpty()) {
      return SendResult.rejected(
          Failure.permanent(
              FailureReason.INVALID_MESSAGE, "unsupported-message", unsupported(message)));
    }
    return calls.send(request.get(), context.timeLimit());
  }

  @Override
  public RequestPreview preview(Message message) {
    SendRequest request =
        SendRequest.of(values.fitted(message), false)
            .orElseThrow(() -> new IllegalArgumentException(unsupported(message)));
    return new RequestPreview(
        "POST",
        config.baseUrl() + request.path() + "?access_token=" + Masking.MASK,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        new String(request.body(), StandardCharsets.UTF_8));
  }

  private static String unsupported(Message message) {
    return "expected a message type of io.notifyjava.wechat, but found " + message.typeName();
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public String toString() {
    return "WeChatProvider[" + Masking.middle(config.appId()) + "]";
  }
}
