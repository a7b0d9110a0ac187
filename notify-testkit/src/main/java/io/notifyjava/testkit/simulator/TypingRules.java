package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Shows and ends "is typing". Thread-safe.
 *
 * <p>Source: the vendor's page "Typing status": it lasts 15 seconds, can't be shown again
 * meanwhile, ends with the next message, and needs an exchange within the last 30 seconds. Of
 * people whose window was not opened by name, an exchange is assumed, as an open window is.
 */
final class TypingRules {

  private static final long SHOWN_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int SWEEP_ABOVE = 10_000;

  private final Recipients recipients;
  private final WindowBook windows;
  private final LongSupplier ticker;
  private final Map<String, Long> shownSince = new ConcurrentHashMap<>();

  TypingRules(Recipients recipients, WindowBook windows, LongSupplier ticker) {
    this.recipients = recipients;
    this.windows = windows;
    this.ticker = ticker;
  }

  WeChatReply answer(Call call) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    Follower follower = recipients.standing(openId);
    String command = body.path("command").asText();
    if (!command.equals("Typing") && !command.equals("CancelTyping")) {
      throw new Refused(45072);
    }
    CustomerRules.checkStanding(follower);
    windows.requireExchange(openId);
    if (command.equals("CancelTyping")) {
      shownSince.remove(openId);
    } else {
      show(openId);
    }
    return WeChatReply.ok();
  }

  /** A message takes the place of the dots. */
  void messageSent(String openId) {
    if (!shownSince.isEmpty()) {
      shownSince.remove(openId);
    }
  }

  void clear() {
    shownSince.clear();
  }

  private void show(String openId) {
    long now = ticker.getAsLong();
    if (shownSince.size() >= SWEEP_ABOVE) {
      shownSince.values().removeIf(since -> now - since >= SHOWN_NANOS);
    }
    // One atomic step, so that of many calls at once exactly one shows it.
    boolean[] shown = {false};
    shownSince.compute(
        openId,
        (id, since) -> {
          shown[0] = since == null || now - since >= SHOWN_NANOS;
          return shown[0] ? Long.valueOf(now) : since;
        });
    if (!shown[0]) {
      throw new Refused(45081);
    }
  }
}
