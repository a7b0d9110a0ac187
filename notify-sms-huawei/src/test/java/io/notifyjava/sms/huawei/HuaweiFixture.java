package io.notifyjava.sms.huawei;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.contract.WireFixture;
import io.notifyjava.testkit.wire.WireReply;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Huawei's words in each of the contract's moods. */
class HuaweiFixture extends WireFixture<SmsMessage> {

  static final List<String> NUMBERS = List.of("+8613800138000", "+8613900139000", "+8613700137000");

  static final SmsTemplates TEMPLATES =
      SmsTemplates.builder()
          .template(
              SmsTemplate.named("captcha")
                  .variable("code")
                  .mapping(
                      "sms-huawei",
                      SmsMapping.builder()
                          .templateId("1d18a7f4e1b84f6c8fcb546b48b3baea")
                          .order("code")
                          .setting("from", "8824110605")))
          .build();

  private final Authentication authentication;
  private volatile String unreached = "";

  HuaweiFixture(Authentication authentication) {
    this.authentication = authentication;
  }

  static SmsMessage message(String number, String code) {
    return SmsMessage.to(number).template("captcha").with("code", code).build();
  }

  @Override
  public Provider<?> provider(ProviderContext context, URI baseUrl) {
    ProviderContext withTemplates =
        TestProviderContext.builder()
            .account(context.account())
            .clock((ManualClock) context.clock())
            .ticker(context.ticker())
            .timeouts(context.timeouts())
            .smsTemplates(TEMPLATES)
            .build();
    return HuaweiSms.account()
        .appKey("c8RWg3ggEcyd4D3p94bf3Y7x1Ile")
        .appSecret(secret())
        .authentication(authentication)
        .baseUrl(baseUrl.toString())
        .allowPlainHttp(true)
        .build()
        .create(withTemplates);
  }

  @Override
  public SmsMessage plainMessage() {
    return message(NUMBERS.get(0), "123456");
  }

  /** Different values, so they go in JSON, where numbers stand as they are. */
  @Override
  public List<SmsMessage> bulkMessages() {
    return Stream.of(0, 1, 2).map(i -> message(NUMBERS.get(i), "12345" + i)).toList();
  }

  @Override
  public boolean refusesInBulk(SmsMessage message) {
    unreached = message.recipient().value();
    return true;
  }

  @Override
  protected WireReply yes(String id) {
    return WireReply.json(
        "{\"code\":\"%s\",\"description\":\"Success\",\"result\":[%s]}"
            .formatted(
                unreached.isEmpty() ? "000000" : "E000510",
                NUMBERS.stream()
                    .map(n -> item(n, n.equals(unreached) ? "E200028" : "000000", id))
                    .collect(Collectors.joining(","))));
  }

  static String item(String number, String status, String id) {
    return "{\"total\":1,\"originTo\":\"%s\",\"createTime\":\"2024-01-02T03:04:05Z\",\"from\":\"8824110605\",\"smsMsgId\":\"%s\",\"countryId\":\"CN\",\"status\":\"%s\"}"
        .formatted(number, id, status);
  }

  @Override
  protected WireReply no(ServerMood mood, String text) {
    return switch (mood) {
      case REFUSES_RECIPIENT -> numbers("E000632", text);
      case REFUSES_TEMPLATE -> numbers("E200030", text);
      case REFUSES_CREDENTIALS -> call(400, "E000105", text);
      case QUOTA_SPENT -> call(400, "E000623", text);
      case THROTTLES -> numbers("E200041", text);
      case UNKNOWN_CODE -> call(400, "E999999", text);
      case ECHOES -> call(400, "E999998", text);
      default -> throw new IllegalStateException("Huawei has no words for " + mood);
    };
  }

  private static WireReply numbers(String status, String text) {
    return WireReply.json(
        "{\"code\":\"E000510\",\"description\":\"%s\",\"result\":[%s]}"
            .formatted(
                text,
                NUMBERS.stream().map(n -> item(n, status, "x")).collect(Collectors.joining(","))));
  }

  private static WireReply call(int status, String code, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "application/json;charset=utf-8")
        .body("{\"code\":\"%s\",\"description\":\"%s\"}".formatted(code, text))
        .build();
  }

  @Override
  public Set<ServerMood> without() {
    Set<ServerMood> moods = EnumSet.of(ServerMood.ALREADY_ARRIVED);
    moods.addAll(ServerMood.TOKENS);
    return moods;
  }

  @Override
  public List<String> personalData() {
    return List.of("+8613800138000", "13800138000", "123456");
  }
}
