package io.notifyjava.sms.aliyun;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.contract.WireFixture;
import io.notifyjava.testkit.wire.WireReply;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

class AliyunSmsContractTest extends ProviderContract<SmsMessage> {

  @Override
  protected ProviderFixture<SmsMessage> fixture() {
    return new Fixture();
  }

  private static final class Fixture extends WireFixture<SmsMessage> {

    @Override
    public Provider<?> provider(ProviderContext context, URI baseUrl) {
      return AliyunSms.account()
          .accessKey("LTAI5tContractKey", secret())
          .baseUrl(baseUrl.toString())
          .allowPlainHttp(true)
          .build()
          .create(withTemplates(context));
    }

    private static ProviderContext withTemplates(ProviderContext context) {
      return TestProviderContext.builder()
          .account(context.account())
          .clock((io.notifyjava.testkit.ManualClock) context.clock())
          .ticker(context.ticker())
          .executor(context.executor())
          .smsTemplates(io.notifyjava.sms.aliyun.Texts.templates())
          .build();
    }

    @Override
    public SmsMessage plainMessage() {
      return Texts.captcha();
    }

    @Override
    public List<SmsMessage> bulkMessages() {
      return IntStream.range(0, 3)
          .mapToObj(i -> Texts.moved(Texts.phone(i), i == 0 ? "Hall 1" : "Hall 2"))
          .toList();
    }

    @Override
    protected WireReply yes(String id) {
      return reply(
          200,
          "{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"R-1\",\"BizId\":\"%s\"}"
              .formatted(id));
    }

    @Override
    protected WireReply no(ServerMood mood, String text) {
      return switch (mood) {
        case REFUSES_RECIPIENT -> error(200, "isv.MOBILE_NUMBER_ILLEGAL", text);
        case REFUSES_TEMPLATE -> error(200, "isv.SMS_TEMPLATE_ILLEGAL", text);
        case REFUSES_CREDENTIALS -> error(404, "InvalidAccessKeyId.NotFound", text);
        case QUOTA_SPENT -> error(200, "isv.AMOUNT_NOT_ENOUGH", text);
        case THROTTLES -> error(400, "Throttling.User", text);
        case UNKNOWN_CODE -> error(200, "isv.NOBODY_NAMES_THIS", text);
        case ECHOES -> error(400, "Nobody.Names.This", text);
        default -> throw new IllegalStateException("Aliyun has no words for " + mood);
      };
    }

    private static WireReply error(int status, String code, String text) {
      return reply(
          status,
          "{\"Code\":\"%s\",\"Message\":\"%s\",\"RequestId\":\"R-2\"}".formatted(code, text));
    }

    private static WireReply reply(int status, String body) {
      return WireReply.builder()
          .status(status)
          .header("Content-Type", "application/json;charset=utf-8")
          .body(body)
          .build();
    }

    @Override
    public Set<ServerMood> without() {
      EnumSet<ServerMood> without = EnumSet.of(ServerMood.ALREADY_ARRIVED);
      without.addAll(ServerMood.TOKENS);
      return without;
    }

    /** The id of a message is new each time; numbers of shared calls as the core writes them. */
    @Override
    public Optional<String> lastBody() {
      return super.lastBody()
          .map(body -> body.replaceAll("OutId=(contract-\\d+|m[0-9A-Za-z]+)", "OutId=message-id"))
          .map(
              body ->
                  body.startsWith("OutId=message-id&PhoneNumberJson")
                      ? body.replaceAll("(?<=%22)(1\\d{10})(?=%22)", "+86$1")
                      : body);
    }

    @Override
    public Optional<String> documentedBody() {
      return Optional.of(
          "OutId=message-id&PhoneNumbers=13800138000&SignName=%E8%A1%A3%E4%BA%91"
              + "&TemplateCode=SMS_1000001&TemplateParam=%7B%22code%22%3A%22937164%22%7D");
    }

    @Override
    public Collection<String> personalData() {
      return List.of("+8613800138000", "13800138000", Texts.SECRET_CODE);
    }
  }
}
