package io.notifyjava.wechat.wecom;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Masking;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import io.notifyjava.wechat.internal.TokenCalls;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one WeCom application.
 *
 * <p>Makes one call for a message, and a second one only if WeCom refused the token of the first:
 * then nothing was sent, and a new token may mend it. Thread-safe; holds no state but its token and
 * connections.
 */
final class WeComProvider implements Provider<WeComMessage> {

  private final ApplicationConfig config;
  private final HttpExchange exchange;
  private final TokenCalls<WeComEndpoint> calls;
  private final SharedCalls shared;
  private final Clock clock;
  private final WeComAccount account;
  private final Capabilities capabilities;

  WeComProvider(
      ApplicationConfig config,
      HttpExchange exchange,
      TokenCalls<WeComEndpoint> calls,
      SharedCalls shared,
      Clock clock,
      WeComAccount account) {
    this.config = config;
    this.exchange = exchange;
    this.calls = calls;
    this.shared = shared;
    this.clock = clock;
    this.account = account;
    this.capabilities =
        Capabilities.of(
            WeComMessage.class, new Support(WeComAudience.MAX_USERS, config.resendWindow(), false));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<String> problems(WeComMessage message) {
    Fields fields = new Fields(config.longText());
    Contents.write(message.content(), fields);
    List<String> problems = new ArrayList<>(fields.problems());
    if (Contents.media(message.content()).stream()
        .anyMatch(media -> media.isExpired(clock.instant()))) {
      problems.add("it refers to media that WeCom has forgotten; upload them again");
    }
    Duration window = config.resendWindow();
    if (message.options().idempotencyKey().isPresent()
        && message.duplicateCheck().filter(check -> check.compareTo(window) < 0).isPresent()) {
      problems.add(
          "duplicateCheck of a message with an idempotency key must be at least resend-window ("
              + window
              + "), for which it may be repeated; leave it out");
    }
    return problems;
  }

  @Override
  public SendResult send(WeComMessage message, SendContext context) {
    SendRequest request =
        new SendRequest(message.audience(), body(message), context.resend(), false);
    return calls.send(request, context.timeLimit());
  }

  /**
   * Everything but the member. Not for messages whose duplicates WeCom shall hold back, because the
   * check compares whole requests and a shared one is never the same again; nor for cards that can
   * be answered, whose ids and codes are for one call.
   */
  @Override
  public Optional<Object> bulkKey(WeComMessage message) {
    boolean alone =
        !message.audience().isOneUser()
            || check(message) != null
            || message.options().idempotencyKey().isPresent()
            || message.content() instanceof TaskCard
            || (message.content() instanceof TemplateCard card
                && (card.canBeAnswered() || card.taskId().isPresent()));
    return alone
        ? Optional.empty()
        : Optional.of(new BulkKey(message.content(), message.safe(), message.idTranslation()));
  }

  @Override
  public List<SendResult> sendAll(List<WeComMessage> messages, SendContext context) {
    return shared.send(messages, context);
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type == WeComAccount.class ? Optional.of(type.cast(account)) : Optional.empty();
  }

  @Override
  public RequestPreview preview(WeComMessage message) {
    return new RequestPreview(
        "POST",
        config.baseUrl() + WeComEndpoint.SEND.path() + "?access_token=" + Masking.MASK,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        new String(body(message), StandardCharsets.UTF_8));
  }

  private byte[] body(WeComMessage message) {
    return config.body(message, message.audience(), check(message));
  }

  /** Returns for how long WeCom shall hold back an equal request; null for not at all. */
  private @Nullable Duration check(WeComMessage message) {
    boolean keyed = message.options().idempotencyKey().isPresent();
    Duration window = config.resendWindow();
    return message.duplicateCheck().orElse(keyed && !window.isZero() ? window : null);
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public String toString() {
    return "WeComProvider[" + config + "]";
  }

  /** What messages of one call must have in common. */
  private record BulkKey(WeComContent content, Object safe, Object idTranslation) {}
}
