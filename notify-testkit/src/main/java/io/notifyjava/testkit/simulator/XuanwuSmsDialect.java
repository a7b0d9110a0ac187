package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.WireReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Speaks as Xuanwu does: JSON with a code in MOS REST, a bare number at cgi-bin. */
final class XuanwuSmsDialect implements Dialect {

  /** A UUID as the platform's, for a success that a fault breaks. */
  private static final String CUT_SHORT = "00000000-0000-4000-8000-000000000000";

  @Override
  public JsonNode read(byte[] body) {
    try {
      return JsonBody.tree(body);
    } catch (Refused unreadable) {
      throw new Refused(XuanwuSmsReply.mos(-2));
    }
  }

  @Override
  public Collection<String> people(JsonNode body) {
    List<String> numbers = new ArrayList<>();
    body.path("items").forEach(item -> numbers.add(item.path("to").asText()));
    return numbers;
  }

  @Override
  public Collection<String> people(Call call) {
    if (call.api() != XuanwuSmsApi.CGI) {
      return people(call.json());
    }
    String to = XuanwuSmsForm.of(call).ascii("to");
    return to.isEmpty() ? List.of() : Arrays.asList(to.split("[ ,]", -1));
  }

  @Override
  public SimulatorReply error(int errcode) {
    return XuanwuSmsReply.mos(errcode);
  }

  @Override
  public SimulatorReply success(SimulatedApi api) {
    return api == XuanwuSmsApi.CGI ? XuanwuSmsReply.cgi(0) : XuanwuSmsReply.accepted(CUT_SHORT);
  }

  @Override
  public WireReply dress(SimulatorReply reply) {
    XuanwuSmsReply answer = (XuanwuSmsReply) reply;
    return WireReply.builder()
        .header("Content-Type", answer.contentType())
        .body(answer.body())
        .build();
  }
}
