package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notifyjava.testkit.wire.WireReply;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Speaks as WeCom does: hints in error texts, and the error in two headers as well. */
final class WeComDialect implements Dialect {

  /** A body that is no JSON object is one without any field to the platform. */
  static final JsonNode NOT_JSON = MissingNode.getInstance();

  private final Supplier<String> hints;
  private final String callerIp;
  private final boolean refuseEscapes;

  WeComDialect(Supplier<String> hints, String callerIp, boolean refuseEscapes) {
    this.hints = hints;
    this.callerIp = callerIp;
    this.refuseEscapes = refuseEscapes;
  }

  @Override
  public JsonNode read(byte[] body) {
    JsonNode tree;
    try {
      tree = JsonBody.tree(body);
    } catch (Refused unreadable) {
      return NOT_JSON;
    }
    if (refuseEscapes && JsonBody.escapesLetters(body)) {
      throw new Refused(40033);
    }
    return tree;
  }

  @Override
  public Collection<String> people(JsonNode body) {
    String list = body.path("touser").asText();
    return list.isEmpty() ? List.of() : Arrays.asList(list.split("\\|", -1));
  }

  @Override
  public SimulatorReply error(int errcode) {
    return WeComErrors.text(errcode).isPresent()
        ? WeComReply.error(errcode)
        : WeComReply.error(errcode, "error");
  }

  @Override
  public SimulatorReply success(SimulatedApi api) {
    if (api.issuesToken()) {
      return WeComReply.token("cut-short", 7200);
    }
    return api == WeComApi.MESSAGE ? WeComReply.accepted("cut-short") : WeComReply.ok();
  }

  @Override
  public WireReply dress(SimulatorReply reply) {
    WeComReply answer = (WeComReply) reply;
    String message = answer.message(hints, callerIp);
    WireReply.Builder builder =
        WireReply.builder().header("Content-Type", "application/json; charset=UTF-8");
    if (answer.errcode().isPresent()) {
      builder
          .header("Error-Code", Integer.toString(answer.errcode().getAsInt()))
          .header("Error-Msg", ascii(message));
    }
    return builder.body(answer.render(message)).build();
  }

  /** A header can't hold more. */
  private static String ascii(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }
}
