package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Message;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.contract.WireFixture;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.Optional;

/** WeCom's words in each of the contract's moods. */
abstract class WeComFixture<M extends Message> extends WireFixture<M> {

  static WireReply error(int code, String text) {
    return WireReply.json(
        "{\"errcode\":%d,\"errmsg\":\"%s, hint: [1643081286638942886787198], from ip: 1.2.3.4\"}"
            .formatted(code, text));
  }

  @Override
  protected WireReply yes(String id) {
    return WireReply.json("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"" + id + "\"}");
  }

  @Override
  protected Optional<WireReply> tokenReply(WireRequest request, String token) {
    return request.path().equals("/cgi-bin/gettoken")
        ? Optional.of(
            WireReply.json(
                "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"%s\",\"expires_in\":7200}"
                    .formatted(token)))
        : Optional.empty();
  }

  @Override
  protected String tokenOf(WireRequest request) {
    return request.query("access_token").orElse("");
  }

  @Override
  protected WireReply no(ServerMood mood, String text) {
    return switch (mood) {
      case REFUSES_RECIPIENT -> error(81013, text);
      case REFUSES_CREDENTIALS -> error(60020, text);
      case QUOTA_SPENT -> error(45027, text);
      case THROTTLES -> error(45009, text);
      case UNKNOWN_CODE -> error(99_999, text);
      case ECHOES -> error(99_998, text);
      case ALREADY_ARRIVED -> error(42014, text);
      case TOKEN_EXPIRED -> error(40014, text);
      default -> throw new IllegalStateException("WeCom has no words for " + mood);
    };
  }
}
