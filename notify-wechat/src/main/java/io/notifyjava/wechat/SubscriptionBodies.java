package io.notifyjava.wechat;

import io.notifyjava.http.JsonWriter;
import java.util.Map;

/** Writes the requests of subscription messages, as {@link Bodies} writes the others. */
final class SubscriptionBodies {

  private SubscriptionBodies() {}

  static byte[] of(SubscriptionBase message) {
    JsonWriter body = new JsonWriter();
    body.put("touser", message.recipient().value());
    body.put("template_id", message.templateId());
    if (message instanceof SubscriptionMessage subscription) {
      miniProgram(subscription, body);
    } else if (message instanceof ServiceSubscriptionMessage subscription) {
      service(subscription, body);
    } else {
      oneTime((OneTimeSubscriptionMessage) message, body);
    }
    return body.finish();
  }

  private static void miniProgram(SubscriptionMessage message, JsonWriter body) {
    message.page().ifPresent(page -> body.put("page", page));
    data(message.data(), body);
    message.state().ifPresent(state -> body.put("miniprogram_state", state.word()));
    message.language().ifPresent(language -> body.put("lang", language.word()));
  }

  private static void service(ServiceSubscriptionMessage message, JsonWriter body) {
    message.page().ifPresent(page -> body.put("page", page));
    message.miniProgram().ifPresent(program -> Bodies.miniProgram(body, program));
    data(message.data(), body);
  }

  private static void oneTime(OneTimeSubscriptionMessage message, JsonWriter body) {
    message.url().ifPresent(url -> body.put("url", url));
    message.miniProgram().ifPresent(program -> Bodies.miniProgram(body, program));
    // The page calls it a text, and shows one.
    body.put("scene", Integer.toString(message.scene()));
    body.put("title", message.title());
    body.begin("data");
    Bodies.value(body, "content", message.content());
    body.end();
  }

  private static void data(Map<String, String> values, JsonWriter body) {
    body.begin("data");
    values.forEach((key, value) -> body.begin(key).put("value", value).end());
    body.end();
  }
}
