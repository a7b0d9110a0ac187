package io.notifyjava.wechat;

import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.testkit.contract.MessageCodecContract;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Messages of an official account, as an outbox keeps them. */
class CodecsTest {

  private static final String OPEN_ID = "oLVPpjqs9BhvzwPj5A-vTYAX3GLc";
  private static final String APP = "wx0123456789abcdef";

  @Nested
  @DisplayName("Template messages")
  class Template extends MessageCodecContract<TemplateMessage> {

    @Override
    protected MessageCodec<TemplateMessage> codec() {
      return new TemplateMessageCodec();
    }

    @Override
    protected Map<String, TemplateMessage> samples() {
      Map<String, TemplateMessage> samples = new LinkedHashMap<>();
      samples.put(
          "all parts",
          TemplateMessage.to(OPEN_ID)
              .templateId("T-1")
              .url("https://e.com/?a=1&b=2")
              .miniProgram(APP, "pages/i?a=1")
              .data("first", "您好\n第二行 \uD83D\uDE00")
              .data("amount1", "1=2 \\ 3", "#173177")
              .build());
      samples.put(
          "bare", TemplateMessage.to(OPEN_ID).templateId("T-1").data("thing1", "x").build());
      samples.put(
          "program without a page",
          TemplateMessage.to(OPEN_ID)
              .templateId("T-1")
              .miniProgram(APP)
              .data("thing1", "x")
              .build());
      return samples;
    }
  }

  @Nested
  @DisplayName("Customer messages")
  class Customer extends MessageCodecContract<CustomerMessage> {

    @Override
    protected MessageCodec<CustomerMessage> codec() {
      return new CustomerMessageCodec();
    }

    @Override
    protected Map<String, CustomerMessage> samples() {
      Map<String, CustomerMessage> samples = new LinkedHashMap<>();
      CustomerContents.all()
          .forEach(
              one ->
                  samples.put(
                      one.content().msgType(),
                      CustomerMessage.to(OPEN_ID)
                          .content(one.content())
                          .kfAccount("kf2001@gh_1")
                          .build()));
      bare(
          "bare video",
          new VideoContent(
              Media.until("M", Instant.parse("2026-01-04T00:00:00Z")), Media.of("T"), null, null),
          samples);
      bare("bare music", new MusicContent("t", "d", "https://e.com", null, Media.of("T")), samples);
      bare("bare news", new NewsContent("t", null, "https://e.com", null), samples);
      bare("bare link", new LinkContent("t", null, "https://e.com", null), samples);
      bare(
          "bare menu", new MenuContent(null, MenuContent.of("h", "1", "a").items(), null), samples);
      return samples;
    }

    private static void bare(
        String name, CustomerContent content, Map<String, CustomerMessage> samples) {
      samples.put(name, CustomerMessage.to(OPEN_ID).content(content).build());
    }
  }

  @Nested
  @DisplayName("Subscription messages of mini programs")
  class Subscription extends MessageCodecContract<SubscriptionMessage> {

    @Override
    protected MessageCodec<SubscriptionMessage> codec() {
      return new SubscriptionMessageCodec();
    }

    @Override
    protected Map<String, SubscriptionMessage> samples() {
      Map<String, SubscriptionMessage> samples = new LinkedHashMap<>();
      samples.put("all parts", Subscriptions.miniProgram());
      samples.put(
          "bare", SubscriptionMessage.to(OPEN_ID).templateId("T").data("thing1", "x").build());
      return samples;
    }
  }

  @Nested
  @DisplayName("Subscription messages of official accounts")
  class Service extends MessageCodecContract<ServiceSubscriptionMessage> {

    @Override
    protected MessageCodec<ServiceSubscriptionMessage> codec() {
      return new ServiceSubscriptionMessageCodec();
    }

    @Override
    protected Map<String, ServiceSubscriptionMessage> samples() {
      Map<String, ServiceSubscriptionMessage> samples = new LinkedHashMap<>();
      samples.put("all parts", Subscriptions.service());
      samples.put(
          "bare",
          ServiceSubscriptionMessage.to(OPEN_ID).templateId("T").data("thing1", "x").build());
      return samples;
    }
  }

  @Nested
  @DisplayName("One-time subscription messages")
  class OneTime extends MessageCodecContract<OneTimeSubscriptionMessage> {

    @Override
    protected MessageCodec<OneTimeSubscriptionMessage> codec() {
      return new OneTimeSubscriptionMessageCodec();
    }

    @Override
    protected Map<String, OneTimeSubscriptionMessage> samples() {
      Map<String, OneTimeSubscriptionMessage> samples = new LinkedHashMap<>();
      samples.put("all parts", Subscriptions.oneTime());
      samples.put(
          "bare",
          OneTimeSubscriptionMessage.to(OPEN_ID)
              .templateId("T")
              .scene(0)
              .title("t")
              .content("c")
              .build());
      return samples;
    }
  }
}
