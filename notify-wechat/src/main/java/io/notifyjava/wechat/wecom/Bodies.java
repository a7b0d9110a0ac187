package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes request bodies: fields in the order of WeCom's documentation, raw UTF-8.
 *
 * <p>A message gives the same bytes whenever it is written: WeCom compares whole requests when it
 * checks for duplicates.
 */
final class Bodies {

  private Bodies() {}

  /**
   * Returns the body of a message.
   *
   * @param audience whom it goes to, which for a shared call is more than the message says
   * @param check for how long WeCom holds back an equal request; null for not at all
   */
  static byte[] message(
      WeComMessage message,
      WeComAudience audience,
      int agentId,
      LongText longText,
      @Nullable Duration check) {
    ObjectNode body = Json.object();
    recipients(body, audience);
    String type = message.content().msgType();
    body.put("msgtype", type).put("agentid", agentId);
    body.set(type, Contents.write(message.content(), new Fields(longText)));
    message.safe().ifPresent(safe -> body.put("safe", safe));
    message.idTranslation().ifPresent(on -> body.put("enable_id_trans", on ? 1 : 0));
    if (check != null) {
      body.put("enable_duplicate_check", 1).put("duplicate_check_interval", check.toSeconds());
    }
    return Json.write(body);
  }

  static byte[] robot(WeComRobotMessage message) {
    String type = message.content().msgType();
    ObjectNode body = Json.object().put("msgtype", type);
    body.set(type, RobotContents.write(message.content(), new Fields(LongText.REFUSE)));
    return Json.write(body);
  }

  static byte[] recall(String msgid) {
    return Json.write(Json.object().put("msgid", msgid));
  }

  /** Returns the body of a change; what changes is put in by the caller. */
  static ObjectNode update(WeComAudience audience, int agentId, String responseCode) {
    ObjectNode body = Json.object();
    if (audience.isAll()) {
      body.put("atall", 1);
    }
    if (!audience.users().isEmpty()) {
      audience.users().forEach(body.putArray("userids")::add);
    }
    if (!audience.parties().isEmpty()) {
      var parties = body.putArray("partyids");
      audience.parties().forEach(id -> parties.add(Long.parseLong(id)));
    }
    if (!audience.tags().isEmpty()) {
      var tags = body.putArray("tagids");
      audience.tags().forEach(id -> tags.add(Long.parseLong(id)));
    }
    return body.put("agentid", agentId).put("response_code", responseCode);
  }

  private static void recipients(ObjectNode body, WeComAudience audience) {
    if (audience.isAll()) {
      body.put("touser", WeComAudience.EVERYBODY);
    }
    if (!audience.users().isEmpty()) {
      body.put("touser", String.join("|", audience.users()));
    }
    if (!audience.parties().isEmpty()) {
      body.put("toparty", String.join("|", audience.parties()));
    }
    if (!audience.tags().isEmpty()) {
      body.put("totag", String.join("|", audience.tags()));
    }
  }
}
