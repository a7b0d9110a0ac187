package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.util.Map;

/** Writes the requests of subscription messages, as {@link Bodies} writes the others. */
final class SubscriptionBodies {

  private SubscriptionBodies() {}

  static byte[] of(SubscriptionBase message) {
    ObjectNode body = Json.object();
    body.put("touser", message.recipient().value());
    body.put("template_id", message.templateId());
    if (message instanceof SubscriptionMessage subscription) {
      miniProgram(subscription, body);
    } else if (message instanceof ServiceSubscriptionMessage subscription) {
      service(subscription, body);
    } else {
      oneTime((OneTimeSubscriptionMessage) message, body);
    }
    return Json.write(body);
  }

  private static void miniProgram(SubscriptionMessage message, ObjectNode body) {
    message.page().ifPresent(page -> body.put("page", page));
    data(message.data(), body.putObject("data"));
    message.state().ifPresent(state -> body.put("miniprogram_state", state.word()));
    message.language().ifPresent(language -> body.put("lang", language.word()));
  }

  private static void service(ServiceSubscriptionMessage message, ObjectNode body) {
    message.page().ifPresent(page -> body.put("page", page));
    message.miniProgram().ifPresent(program -> Bodies.miniProgram(body, program));
    data(message.data(), body.putObject("data"));
  }

  private static void oneTime(OneTimeSubscriptionMessage message, ObjectNode body) {
    message.url().ifPresent(url -> body.put("url", url));
    message.miniProgram().ifPresent(program -> Bodies.miniProgram(body, program));
    // The page calls it a text, and shows one.
    body.put("scene", Integer.toString(message.scene()));
    body.put("title", message.title());
    Bodies.value(body.putObject("data").putObject("content"), message.content());
  }

  private static void data(Map<String, String> values, ObjectNode data) {
    values.forEach((key, value) -> data.putObject(key).put("value", value));
  }
}
