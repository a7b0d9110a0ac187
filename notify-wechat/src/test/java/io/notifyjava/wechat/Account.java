package io.notifyjava.wechat;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.simulator.AccountKind;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An account at a simulated WeChat, and what tests do with it. */
final class Account implements AutoCloseable {

  static final String OPEN_ID = "oABC-1234567890_abcdefghijkl";
  static final Duration PATIENT = Duration.ofSeconds(30);

  /** To be waited out; so long that a message has left by then, on a busy machine too. */
  static final Duration SHORT = Duration.ofSeconds(2);

  final WeChatSimulator wechat;
  final ManualClock clock = new ManualClock();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Provider<?>> providers = new ArrayList<>();
  private final Provider<Message> provider;

  Account() {
    this(UnaryOperator.identity());
  }

  Account(UnaryOperator<WeChat.AccountBuilder> change) {
    this(WeChatSimulator.start(), change);
  }

  Account(WeChatSimulator wechat, UnaryOperator<WeChat.AccountBuilder> change) {
    this.wechat = wechat;
    this.provider = open(change.apply(settings()));
  }

  /** An account that is a mini program. */
  static Account ofMiniProgram() {
    return new Account(
        WeChatSimulator.builder().accountKind(AccountKind.MINI_PROGRAM).start(),
        UnaryOperator.identity());
  }

  static TemplateMessage template() {
    return TemplateMessage.to(OPEN_ID).templateId("T1").data("thing1", "Milk").build();
  }

  static CustomerMessage text() {
    return CustomerMessage.to(OPEN_ID).text("Your parcel is here").build();
  }

  WeChat.AccountBuilder settings() {
    return WeChat.account()
        .appId(wechat.appId())
        .appSecret(wechat.appSecret())
        .baseUrl(wechat.baseUrl().toString())
        .allowPlainHttp(true);
  }

  ProviderContext context() {
    return TestProviderContext.builder()
        .clock(clock)
        .ticker(System::nanoTime)
        .executor(executor)
        .build();
  }

  Provider<Message> open(WeChat.AccountBuilder settings) {
    return open(settings, context());
  }

  @SuppressWarnings("unchecked")
  Provider<Message> open(WeChat.AccountBuilder settings, ProviderContext context) {
    Provider<Message> opened = (Provider<Message>) settings.build().create(context);
    providers.add(opened);
    return opened;
  }

  Provider<Message> provider() {
    return provider;
  }

  WeChatAccount extension() {
    return provider.extension(WeChatAccount.class).orElseThrow();
  }

  SendResult send(Message message) {
    return provider.send(message, within(PATIENT));
  }

  SendResult resend(Message message) {
    return provider.send(message, new SendContext("m-1", 2, PATIENT, true));
  }

  static SendContext within(Duration limit) {
    return new SendContext("m-1", 1, limit, false);
  }

  /** The calls of one kind that WeChat has seen, oldest first. */
  List<SeenRequest> seen(WeChatApi api) {
    return wechat.recent().stream().filter(seen -> seen.api() == api).toList();
  }

  /** The tokens that the calls of one kind came with, oldest first. */
  List<String> tokensOf(WeChatApi api) {
    return seen(api).stream().map(seen -> seen.request().query().get("access_token")).toList();
  }

  @Override
  public void close() {
    providers.forEach(Provider::close);
    executor.shutdownNow();
    wechat.close();
  }
}
