package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Checks where a template or subscription message leads to. Thread-safe. */
final class MessageLinks {

  private final SendLimits limits;

  MessageLinks(SendLimits limits) {
    this.limits = limits;
  }

  /**
   * Checks {@code url} and {@code miniprogram}.
   *
   * @param missingPage the call's error for a page that does not exist
   * @throws Refused 40039 for a long link, 40013 for a mini program that is not bound, or 47001
   */
  void check(JsonNode body, int missingPage) {
    String url = JsonFields.optionalText(body, "url");
    if (url != null && url.getBytes(UTF_8).length > limits.urlBytes()) {
      throw new Refused(40039);
    }
    if (JsonFields.has(body, "miniprogram")) {
      JsonNode program = body.path("miniprogram");
      limits.requireBound(JsonFields.optionalText(program, "appid"));
      limits.requirePage(JsonFields.optionalText(program, "pagepath"), missingPage);
    }
  }

  /** Checks the page of a mini program's own message: 41030. */
  void checkPage(JsonNode body) {
    limits.requirePage(JsonFields.optionalText(body, "page"), 41030);
  }

  /** The {@code client_msg_id}, or null. */
  static @Nullable String clientMsgId(JsonNode body) {
    return JsonFields.optionalText(body, "client_msg_id");
  }
}
