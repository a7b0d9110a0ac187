package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.internal.Checks;
import io.notifyjava.wechat.internal.TokenCalls;
import io.notifyjava.wechat.internal.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an account does beside sending; holds no state but its token and connections. */
final class AccountCalls implements WeChatAccount {

  /** "Upload temporary media": WeChat keeps them for three days. */
  private static final Duration MEDIA_LIFE = Duration.ofDays(3);

  /** The last second of the year 9999; whatever lies behind it is not a time in seconds. */
  private static final long LATEST = 253_402_300_799L;

  private final TokenCalls<Endpoint> calls;
  private final Duration timeLimit;

  AccountCalls(TokenCalls<Endpoint> calls, Duration timeLimit) {
    this.calls = calls;
    this.timeLimit = timeLimit;
  }

  @Override
  public void showTyping(String openId) {
    typing("Showing that somebody is typing", openId, "Typing");
  }

  @Override
  public void cancelTyping(String openId) {
    typing("Ending that somebody is typing", openId, "CancelTyping");
  }

  private void typing(String operation, String openId, String command) {
    Checks.id("openId", openId, 320);
    byte[] body = Json.write(Json.object().put("touser", openId).put("command", command));
    HttpCall call = HttpCall.post("/cgi-bin/message/custom/typing").json(body);
    calls.operate(
        operation,
        new Operation(Endpoint.TYPING, call, false, List.of(openId), answer -> Optional.empty()),
        timeLimit);
  }

  @Override
  public Media upload(MediaType type, MediaFile file) {
    type.check(file);
    HttpCall call = HttpCall.post("/cgi-bin/media/upload").query("type", type.word());
    Operation upload =
        new Operation(
            Endpoint.MEDIA_UPLOAD,
            Upload.form(call, file.name(), file.bytes()),
            true,
            List.of(file.name()),
            AccountCalls::mediaFlaw);
    return media(calls.operate("Uploading media", upload, timeLimit));
  }

  private static Optional<String> mediaFlaw(JsonNode answer) {
    String id = mediaId(answer);
    if (id.isEmpty() || id.length() > 512 || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
      return Optional.of("a media_id that is not 1 to 512 visible ASCII characters, or none");
    }
    boolean dated = answer.hasNonNull("created_at");
    long created = Json.longAt(answer, "created_at").orElse(-1);
    return dated && (created < 0 || created > LATEST)
        ? Optional.of("a created_at that is not a time in seconds")
        : Optional.empty();
  }

  private static Media media(JsonNode answer) {
    String id = mediaId(answer);
    // Documented, but if it is missing the media are as good; then nobody knows until when.
    return Json.longAt(answer, "created_at").isEmpty()
        ? Media.of(id)
        : Media.until(
            id,
            Instant.ofEpochSecond(Json.longAt(answer, "created_at").getAsLong()).plus(MEDIA_LIFE));
  }

  /** Pictures for videos have been answered with a field of their own. */
  private static String mediaId(JsonNode answer) {
    return Json.textAt(answer, "media_id")
        .or(() -> Json.textAt(answer, "thumb_media_id"))
        .orElse("");
  }

  @Override
  public List<WeChatTemplate> templates() {
    Operation list =
        new Operation(
            Endpoint.TEMPLATE_LIST,
            HttpCall.get("/cgi-bin/template/get_all_private_template"),
            true,
            List.of(),
            AccountCalls::listFlaw);
    List<WeChatTemplate> templates = new ArrayList<>();
    for (JsonNode node :
        calls.operate("Listing templates", list, timeLimit).path("template_list")) {
      templates.add(template(node));
    }
    return List.copyOf(templates);
  }

  private static Optional<String> listFlaw(JsonNode answer) {
    JsonNode list = answer.path("template_list");
    if (!list.isArray()) {
      return Optional.of("no template_list");
    }
    for (JsonNode template : list) {
      if (!template.path("template_id").isTextual()) {
        return Optional.of("a template without template_id");
      }
    }
    return Optional.empty();
  }

  private static WeChatTemplate template(JsonNode node) {
    return new WeChatTemplate(
        text(node, "template_id"),
        text(node, "title"),
        text(node, "content"),
        text(node, "example"),
        text(node, "primary_industry"),
        text(node, "deputy_industry"));
  }

  private static String text(JsonNode node, String field) {
    return Json.textAt(node, field).orElse("");
  }
}
