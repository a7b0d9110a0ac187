package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells what a {@code rid} stands for, out of the calls that are remembered anyway. Thread-safe.
 *
 * <p>Source: the vendor's page "Query rid": seven days, own account only.
 */
final class RidRules {

  private static final Pattern WELL_FORMED = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{8}){2}");
  private static final long LIFETIME_SECONDS = Duration.ofDays(7).toSeconds();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecentRequests recent;
  private final TokenOffice tokens;
  private final Clock clock;

  RidRules(RecentRequests recent, TokenOffice tokens, Clock clock) {
    this.recent = recent;
    this.tokens = tokens;
    this.clock = clock;
  }

  WeChatReply answer(Call call, Caller caller) {
    String rid = JsonFields.requiredText(call.json(), "rid", 76002);
    if (!WELL_FORMED.matcher(rid).matches()) {
      throw new Refused(76002);
    }
    long time = Long.parseLong(rid.substring(0, 8), 16);
    if (clock.instant().getEpochSecond() - time > LIFETIME_SECONDS) {
      throw new Refused(76004);
    }
    SeenRequest seen =
        recent.list().stream()
            .filter(request -> request.reply().text().contains(" rid: " + rid + "\""))
            .findFirst()
            .orElseThrow(() -> new Refused(76001));
    Optional<String> owner = seen.request().query("access_token").flatMap(tokens::owner);
    if (owner.isPresent() && !owner.get().equals(caller.appId())) {
      throw new Refused(76003);
    }
    return WeChatReply.json(describe(seen, time).toString());
  }

  private static ObjectNode describe(SeenRequest seen, long time) {
    ObjectNode reply = JSON.createObjectNode().put("errcode", 0).put("errmsg", "ok");
    reply
        .putObject("request")
        .put("invoke_time", time)
        .put("cost_in_ms", 0)
        .put("request_url", url(seen))
        .put("request_body", seen.request().text())
        .put("response_body", seen.reply().text())
        .put("client_ip", "127.0.0.1");
    return reply;
  }

  /** Without the values of the query, which are secrets. */
  private static String url(SeenRequest seen) {
    Map<String, String> query = seen.request().query();
    String names =
        query.keySet().stream().map(name -> name + "=***").collect(Collectors.joining("&"));
    return seen.request().path() + (names.isEmpty() ? "" : "?" + names);
  }
}
