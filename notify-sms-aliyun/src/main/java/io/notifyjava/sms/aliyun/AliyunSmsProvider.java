package io.notifyjava.sms.aliyun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Masking;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.aliyun.Requests.Item;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends the short messages of one Aliyun account.
 *
 * <p>Thread-safe. Holds connections, and the ids of shared calls whose outcome is unknown.
 */
final class AliyunSmsProvider implements Provider<SmsMessage> {

  /** "SendSms": 5,000 calls a second for each account. */
  private static final RateLimit RATE = RateLimit.of(5_000, Duration.ofSeconds(1));

  private final AliyunSmsConfig config;
  private final HttpExchange exchange;
  private final Mappings mappings;
  private final Requests requests;
  private final SharedCalls calls;
  private final Settlement settlement;
  private final Capabilities capabilities;

  AliyunSmsProvider(
      AliyunSmsConfig config,
      HttpExchange exchange,
      Mappings mappings,
      Requests requests,
      SharedCalls calls,
      Settlement settlement) {
    this.config = config;
    this.exchange = exchange;
    this.mappings = mappings;
    this.requests = requests;
    this.calls = calls;
    this.settlement = settlement;
    this.capabilities =
        Capabilities.of(SmsMessage.class, new Support(config.maxBulk(), Duration.ZERO, true));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<String> problems(SmsMessage message) {
    return mappings.problems(message);
  }

  @Override
  public SendResult send(SmsMessage message, SendContext context) {
    return calls.send(item(message), context.messageId(), context.timeLimit());
  }

  /** What must be equal in one call; values need not, for there is a call with many of them. */
  private record BulkKey(SmsMapping mapping, Optional<String> extendCode) {}

  @Override
  public Optional<Object> bulkKey(SmsMessage message) {
    return config.maxBulk() == 1
        ? Optional.empty()
        : Optional.of(new BulkKey(mappings.content(message).mapping(), message.extendCode()));
  }

  @Override
  public List<SendResult> sendAll(List<SmsMessage> messages, SendContext context) {
    List<Item> items = messages.stream().map(this::item).toList();
    return calls.send(items, context.messageIds(), context.timeLimit(), settlement::remember);
  }

  @Override
  public Optional<SendResult> settle(SmsMessage message, SendContext context) {
    return settlement.settle(item(message), context);
  }

  @Override
  public int mostToSettle() {
    return OutIds.MOST_MARKED;
  }

  @Override
  public Optional<RateLimit> rateLimit() {
    return Optional.of(RATE);
  }

  private Item item(SmsMessage message) {
    return new Item(message, mappings.content(message));
  }

  /** Shows the action's parameters; those of the signature are new for each call. */
  @Override
  public RequestPreview preview(SmsMessage message) {
    ApiRequest request = requests.same(List.of(item(message)), "message-id");
    return new RequestPreview(
        "POST",
        config.address() + "/",
        Map.of(
            "Content-Type",
            SignerV3.FORM,
            "x-acs-action",
            request.action().word(),
            "Authorization",
            Masking.MASK),
        request.parameters().entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&")));
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public String toString() {
    return "AliyunSmsProvider[" + config + "]";
  }
}
