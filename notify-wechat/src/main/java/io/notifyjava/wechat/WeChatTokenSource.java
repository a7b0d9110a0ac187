package io.notifyjava.wechat;

import io.notifyjava.http.HttpCall;
import io.notifyjava.message.Secret;
import io.notifyjava.token.TokenSource;
import io.notifyjava.wechat.internal.TokenFetch;
import java.time.Duration;

/**
 * Fetches access tokens of one official account.
 *
 * <p>Sources: "Get access token" and "Get stable access token" at developers.weixin.qq.com.
 */
final class WeChatTokenSource implements TokenSource {

  private final TokenFetch tokens;
  private final TokenMode mode;
  private final String appId;
  private final Secret appSecret;

  WeChatTokenSource(TokenFetch tokens, TokenMode mode, String appId, Secret appSecret) {
    this.tokens = tokens;
    this.mode = mode;
    this.appId = appId;
    this.appSecret = appSecret;
  }

  @Override
  public Grant fetch(Duration timeLimit) {
    return tokens.fetch(call(), timeLimit);
  }

  private HttpCall call() {
    return switch (mode) {
      case STABLE ->
          HttpCall.post("/cgi-bin/stable_token")
              .json(Bodies.stableToken(appId, appSecret.reveal()));
      case CLASSIC ->
          HttpCall.get("/cgi-bin/token")
              .query("grant_type", "client_credential")
              .query("appid", appId)
              .secretQuery("secret", appSecret);
    };
  }
}
