package io.notifyjava.sms.huawei;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.message.Masking;
import io.notifyjava.message.PhoneNumber;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the short messages of one application of Huawei's service.
 *
 * <p>Up to {@value #MOST_NUMBERS} messages share a call: the one for many numbers if they say the
 * same, else the one for several texts. Thread-safe; holds no state but its connections.
 */
final class HuaweiSmsProvider implements Provider<SmsMessage> {

  /** "Sending SMSs" (sms_05_0001) and "Sending SMSs in batches" (sms_05_0002). */
  static final int MOST_NUMBERS = 500;

  private static final Capabilities CAPABILITIES =
      Capabilities.of(SmsMessage.class, new Support(MOST_NUMBERS, Duration.ZERO, false));

  private final Config config;
  private final Calls calls;
  private final Mappings mappings;
  private final LongSupplier ticker;

  HuaweiSmsProvider(Config config, Calls calls, Mappings mappings, LongSupplier ticker) {
    this.config = config;
    this.calls = calls;
    this.mappings = mappings;
    this.ticker = ticker;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<String> problems(SmsMessage message) {
    List<String> problems = mappings.problems(message);
    String extend = extend(message);
    if (extend != null && (extend.indexOf('{') >= 0 || extend.indexOf('}') >= 0)) {
      problems.add(
          "correlationId goes to Huawei as extend, which must hold neither { nor } but does; use"
              + " other characters, or set extend to none");
    }
    return problems;
  }

  @Override
  public SendResult send(SmsMessage message, SendContext context) {
    Content content = mappings.content(message);
    List<PhoneNumber> number = List.of(message.phone());
    return calls
        .call(
            Request.same(content, number, extras(message)),
            number,
            content.values(),
            context.timeLimit())
        .get(0);
  }

  /** Everything but the number and the values. */
  @Override
  public Optional<Object> bulkKey(SmsMessage message) {
    Content content = mappings.content(message);
    return Optional.of(
        new BulkKey(content.from(), content.templateId(), content.signature(), extend(message)));
  }

  @Override
  public List<SendResult> sendAll(List<SmsMessage> messages, SendContext context) {
    List<Item> items = new ArrayList<>(messages.size());
    messages.forEach(message -> items.add(new Item(message.phone(), mappings.content(message))));
    Request.Extras extras = extras(messages.get(0));
    return new SharedCall(calls, extras, ticker, context.timeLimit()).send(items);
  }

  @Override
  public RequestPreview preview(SmsMessage message) {
    Request request =
        Request.same(mappings.content(message), List.of(message.phone()), extras(message));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", request.contentType());
    headers.put("Authorization", Masking.MASK);
    headers.put(
        config.authentication() == Authentication.AK_SK ? "X-Sdk-Date" : "X-WSSE", Masking.MASK);
    return new RequestPreview(
        "POST", config.baseUrl() + request.path(), headers, new String(request.body(), UTF_8));
  }

  private Request.Extras extras(SmsMessage message) {
    return new Request.Extras(config.statusCallback(), extend(message));
  }

  private @Nullable String extend(SmsMessage message) {
    return config.extend() == Extend.CORRELATION_ID
        ? message.options().correlationId().orElse(null)
        : null;
  }

  @Override
  public void close() {
    calls.close();
  }

  @Override
  public String toString() {
    return "HuaweiSmsProvider[" + config + "]";
  }

  /** One message of a shared call. */
  record Item(PhoneNumber number, Content content) {}

  /** What messages of one call must have in common. */
  private record BulkKey(
      String from, String templateId, @Nullable String signature, @Nullable String extend) {}
}
