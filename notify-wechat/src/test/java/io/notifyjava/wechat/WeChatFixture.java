package io.notifyjava.wechat;

import static io.notifyjava.testkit.simulator.WeChatReply.error;

import io.notifyjava.message.Message;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.contract.WireMoods;
import io.notifyjava.testkit.simulator.AccountKind;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.simulator.WeChatScript;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The simulated WeChat in each of the contract's moods; tokens and people are its own. */
abstract class WeChatFixture<M extends Message> implements ProviderFixture<M> {

  private static final WireReply YES =
      WireReply.json("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":200228332}");
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private final String secret = ProviderContract.canary();
  final WeChatSimulator wechat;

  WeChatFixture() {
    this(AccountKind.SERVICE);
  }

  WeChatFixture(AccountKind kind) {
    wechat = WeChatSimulator.builder().account("wxC", secret, kind).recentRequests(1_000).start();
  }

  abstract WeChatScript onSend();

  @Override
  public URI baseUrl() {
    return wechat.baseUrl();
  }

  @Override
  public Provider<?> provider(ProviderContext context, URI baseUrl) {
    WeChat.AccountBuilder account = WeChat.account().appId("wxC").appSecret(secret);
    return account.baseUrl(baseUrl.toString()).allowPlainHttp(true).build().create(context);
  }

  @Override
  public void server(ServerMood mood) {
    wechat.clearRules();
    switch (mood) {
      case ACCEPTS -> {}
      case REFUSES_RECIPIENT -> onSend().answer(error(40003));
      case REFUSES_TEMPLATE -> onSend().answer(error(40037));
      case REFUSES_CREDENTIALS -> onSend().answer(error(48001));
      case QUOTA_SPENT -> onSend().answer(error(45009));
      case THROTTLES -> onSend().answer(error(45011, "api minute-quota reach limit"));
      case UNKNOWN_CODE -> onSend().answer(error(99_999, "who knows"));
      case ECHOES -> onSend().answer(error(99_998, secrets() + " to " + Account.OPEN_ID));
      case ALREADY_ARRIVED -> onSend().answer(error(40241, "The message is duplicate"));
      case RESETS_AT_ACCEPT -> wechat.onConnection().fault(Fault.RESET_AT_ACCEPT);
      case TOKEN_EXPIRED -> wechat.killTokens();
      case TOKEN_REFUSED -> onSend().answer(error(42001));
      case TOKEN_UNAVAILABLE -> wechat.onToken().status(500);
      case TOKEN_SILENT -> wechat.onToken().fault(Fault.SILENCE);
      default -> onSend().answer(WireMoods.reply(mood, YES).orElseThrow());
    }
  }

  @Override
  public int tokenCalls() {
    return (int) wechat.counts().tokenCalls();
  }

  @Override
  public Optional<String> lastBody() {
    return wechat.recent().stream()
        .map(SeenRequest::request)
        .filter(request -> request.path().endsWith("/send"))
        .map(WireRequest::text)
        .reduce((first, second) -> second);
  }

  @Override
  public Collection<String> secrets() {
    return Stream.concat(Stream.of(secret), replies(TOKEN)).toList();
  }

  Stream<String> replies(Pattern pattern) {
    return wechat.recent().stream()
        .flatMap(seen -> pattern.matcher(seen.reply().text()).results())
        .map(found -> found.group(1));
  }

  @Override
  public void close() {
    wechat.close();
  }
}
