package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;

/**
 * Gives quotas back and tells them. Thread-safe.
 *
 * <p>Source: the vendor's pages on API call limits: both clear_quota calls together 10 times a
 * month, openapi/quota/clear 50 times a month. That the latter ends with 48006 too is not
 * documented.
 */
final class QuotaRules {

  private static final int ALL_PER_MONTH = 10;
  private static final int SINGLE_PER_MONTH = 50;

  private final QuotaBook quotas;
  private final TokenOffice tokens;
  private final CallCounters counters;
  private final MonthlyBudget clearAll;
  private final MonthlyBudget clearOne;

  QuotaRules(QuotaBook quotas, TokenOffice tokens, CallCounters counters, Clock clock) {
    this.quotas = quotas;
    this.tokens = tokens;
    this.counters = counters;
    this.clearAll = new MonthlyBudget(clock, ALL_PER_MONTH);
    this.clearOne = new MonthlyBudget(clock, SINGLE_PER_MONTH);
  }

  /** clear_quota: the body must name the token's own account. */
  WeChatReply clearAll(Call call, Caller caller) {
    String appId = JsonFields.requiredText(call.json(), "appid", 40013);
    if (!appId.equals(caller.appId())) {
      throw new Refused(40013);
    }
    return refill(appId);
  }

  /** clear_quota/v2: app id and secret in the query, no token. */
  WeChatReply clearAllBySecret(Call call) {
    Map<String, String> query = call.request().query();
    return refill(tokens.credentials(query.get("appid"), query.get("appsecret")));
  }

  WeChatReply clearOne(Call call, Caller caller) {
    WeChatApi api = api(call.json(), caller);
    clearOne.use(caller.appId());
    quotas.refill(caller.appId(), api);
    return WeChatReply.ok();
  }

  WeChatReply tell(Call call, Caller caller) {
    WeChatApi api = api(call.json(), caller);
    QuotaBook.State state = quotas.state(caller.appId(), api);
    long limit = state.daily().orElse(QuotaBook.documentedDaily(api));
    // Without a limit nothing is counted by day, so all calls stand in for today's.
    long used = state.daily().isPresent() ? state.used() : counters.calls(api);
    return WeChatReply.json(
        "{\"errcode\":0,\"errmsg\":\"ok\",\"quota\":{\"daily_limit\":"
            + limit
            + ",\"used\":"
            + Math.min(used, limit)
            + ",\"remain\":"
            + Math.max(0, limit - used)
            + "},\"rate_limit\":{\"call_count\":"
            + state.perMinute().orElse(0)
            + ",\"refresh_second\":"
            + (state.perMinute().isPresent() ? 60 : 0)
            + "},\"component_rate_limit\":{\"call_count\":0,\"refresh_second\":0}}");
  }

  void clear() {
    clearAll.clear();
    clearOne.clear();
  }

  private WeChatReply refill(String appId) {
    clearAll.use(appId);
    quotas.refill(appId);
    return WeChatReply.ok();
  }

  private static WeChatApi api(JsonNode body, Caller caller) {
    String path = JsonFields.requiredText(body, "cgi_path", 76021);
    WeChatApi api = WeChatApi.ofPath(path).orElseThrow(() -> new Refused(76021));
    if (Permissions.refusal(caller.kind(), api) != 0) {
      throw new Refused(76022);
    }
    return api;
  }
}
