package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.WireReply;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Speaks as an official account does: {@code rid} suffixes and odd content types. */
final class WeChatDialect implements Dialect {

  private final Supplier<String> rids;
  private final ReplyContentType contentType;
  private final AtomicLong number = new AtomicLong();

  WeChatDialect(Supplier<String> rids, ReplyContentType contentType) {
    this.rids = rids;
    this.contentType = contentType;
  }

  @Override
  public JsonNode read(byte[] body) {
    return JsonBody.parse(body);
  }

  @Override
  public Collection<String> people(JsonNode body) {
    String openId = body.path("touser").textValue();
    return openId == null ? List.of() : List.of(openId);
  }

  @Override
  public SimulatorReply error(int errcode) {
    return WeChatReply.error(errcode);
  }

  @Override
  public SimulatorReply success(SimulatedApi api) {
    if (api.issuesToken()) {
      return WeChatReply.token("cut-short", 7200);
    }
    return switch ((WeChatApi) api) {
      case TEMPLATE -> WeChatReply.accepted(3_557_254_367_693_750_277L);
      case MEDIA_UPLOAD ->
          WeChatReply.json("{\"type\":\"image\",\"media_id\":\"cut-short\",\"created_at\":1}");
      default -> WeChatReply.ok();
    };
  }

  @Override
  public WireReply dress(SimulatorReply reply) {
    return WireReply.builder()
        .header("Content-Type", contentType.of(number.getAndIncrement()))
        .body(((WeChatReply) reply).render(rids))
        .build();
  }
}
