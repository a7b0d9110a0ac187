package io.notifyjava.wechat.wecom;

import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.simulator.WeComApi;
import io.notifyjava.testkit.simulator.WeComSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An application and a robot at a simulated WeCom, and what tests do with them. */
final class Application implements AutoCloseable {

  static final Duration PATIENT = Duration.ofSeconds(10);

  final WeComSimulator wecom;
  final ManualClock clock = new ManualClock();
  private final List<Provider<?>> providers = new ArrayList<>();
  private final Provider<WeComMessage> provider;

  Application() {
    this(UnaryOperator.identity());
  }

  Application(UnaryOperator<WeCom.ApplicationBuilder> change) {
    this(WeComSimulator.start(), change);
  }

  Application(WeComSimulator wecom, UnaryOperator<WeCom.ApplicationBuilder> change) {
    this.wecom = wecom;
    this.provider = open(change.apply(settings(wecom)));
  }

  static WeComMessage text() {
    return WeComMessage.toUser("zhangsan").text("Your parcel is here").build();
  }

  static WeCom.ApplicationBuilder settings(WeComSimulator wecom) {
    return WeCom.application()
        .corpId(wecom.corpId())
        .corpSecret(wecom.application().secret())
        .agentId((int) wecom.application().agentId())
        .baseUrl(wecom.baseUrl().toString())
        .allowPlainHttp(true);
  }

  ProviderContext context() {
    return TestProviderContext.builder().clock(clock).ticker(System::nanoTime).build();
  }

  @SuppressWarnings("unchecked")
  Provider<WeComMessage> open(WeCom.ApplicationBuilder settings) {
    Provider<WeComMessage> opened = (Provider<WeComMessage>) settings.build().create(context());
    providers.add(opened);
    return opened;
  }

  @SuppressWarnings("unchecked")
  Provider<WeComRobotMessage> robot() {
    Provider<WeComRobotMessage> opened =
        (Provider<WeComRobotMessage>)
            WeCom.robot()
                .key(wecom.robot().key())
                .baseUrl(wecom.baseUrl().toString())
                .allowPlainHttp(true)
                .build()
                .create(context());
    providers.add(opened);
    return opened;
  }

  Provider<WeComMessage> provider() {
    return provider;
  }

  WeComAccount account() {
    return provider.extension(WeComAccount.class).orElseThrow();
  }

  SendResult send(WeComMessage message) {
    return provider.send(message, within(PATIENT));
  }

  SendResult resend(WeComMessage message) {
    return provider.send(message, new SendContext("m-1", 2, PATIENT, true));
  }

  List<SendResult> sendAll(List<WeComMessage> messages) {
    return provider.sendAll(messages, within(PATIENT));
  }

  static SendContext within(Duration limit) {
    return new SendContext("m-1", 1, limit, false);
  }

  /** The bodies of one kind that WeCom has seen, oldest first. */
  List<String> bodies(WeComApi api) {
    return seen(api).stream().map(seen -> seen.request().text()).toList();
  }

  List<SeenRequest> seen(WeComApi api) {
    return wecom.recent().stream().filter(seen -> seen.api() == api).toList();
  }

  @Override
  public void close() {
    providers.forEach(Provider::close);
    wecom.close();
  }
}
