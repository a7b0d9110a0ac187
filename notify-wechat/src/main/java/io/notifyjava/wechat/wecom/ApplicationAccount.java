package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.Json;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import io.notifyjava.wechat.internal.Checks;
import io.notifyjava.wechat.internal.TokenCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** {@link WeComAccount} over the application's own token and connections. */
final class ApplicationAccount implements WeComAccount {

  private final TokenCalls<WeComEndpoint> calls;
  private final int agentId;
  private final Duration timeLimit;
  private final Clock clock;

  ApplicationAccount(
      TokenCalls<WeComEndpoint> calls, int agentId, Duration timeLimit, Clock clock) {
    this.calls = calls;
    this.agentId = agentId;
    this.timeLimit = timeLimit;
    this.clock = clock;
  }

  @Override
  public void recall(String msgid) {
    byte[] body = Bodies.recall(Checks.id("msgid", msgid, 512));
    json("recalling a message", WeComEndpoint.RECALL, body, List.of());
  }

  @Override
  public List<Recipient> updateCard(String updateCode, WeComAudience audience, String buttonText) {
    ObjectNode body = update(updateCode, audience);
    body.putObject("button").put("replace_name", Parts.text("buttonText", buttonText));
    return update(body, audience);
  }

  @Override
  public List<Recipient> updateCard(String updateCode, WeComAudience audience, TemplateCard card) {
    ObjectNode body = update(updateCode, audience);
    body.set("template_card", card.node());
    return update(body, audience);
  }

  private ObjectNode update(String updateCode, WeComAudience audience) {
    Objects.requireNonNull(audience, "audience");
    return Bodies.update(audience, agentId, Checks.id("updateCode", updateCode, 1_024));
  }

  private List<Recipient> update(ObjectNode body, WeComAudience audience) {
    JsonNode answer =
        json("updating a card", WeComEndpoint.UPDATE_CARD, Json.write(body), audience.personal());
    List<String> names = Answer.names(answer.path("invaliduser"));
    return Objects.requireNonNull(names).stream()
        .map(name -> new Recipient(WeComAudience.USER, name))
        .toList();
  }

  @Override
  public Media upload(WeComMediaType type, MediaFile file) {
    type.check(file);
    Operation upload =
        new Operation(
            WeComEndpoint.UPLOAD,
            token ->
                Uploads.call(
                    HttpCall.post(WeComEndpoint.UPLOAD.path()).secretQuery("access_token", token),
                    type,
                    file),
            Uploads::isUploaded,
            List.of());
    return Uploads.media(calls.operate("uploading media", upload, timeLimit), clock.instant());
  }

  private JsonNode json(
      String what, WeComEndpoint endpoint, byte[] body, Collection<String> personal) {
    Operation operation =
        new Operation(
            endpoint,
            token -> HttpCall.post(endpoint.path()).secretQuery("access_token", token).json(body),
            answer -> Answer.names(answer.path("invaliduser")) != null,
            personal);
    return calls.operate(what, operation, timeLimit);
  }

  @Override
  public String toString() {
    return "WeComAccount[agentId=" + agentId + "]";
  }
}
