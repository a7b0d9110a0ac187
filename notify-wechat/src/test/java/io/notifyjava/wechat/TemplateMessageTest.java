package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.message.Channel;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Lane;
import io.notifyjava.message.Recipient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateMessageTest {

  private static final String OPEN_ID = "oABC-1234567890_abcdefghijkl";

  private static TemplateMessage.Builder valid() {
    return TemplateMessage.to(OPEN_ID).templateId("T1").data("thing1", "Milk");
  }

  @Test
  void message_carriesWhatWasGiven() {
    TemplateMessage message =
        valid()
            .url("https://example.com/o/1")
            .miniProgram("wx0123456789abcdef", "pages/order?id=1")
            .data("time2", "2025-11-29 10:00", "#173177")
            .clientMsgId("ord-1-paid")
            .lane(Lane.URGENT)
            .build();

    assertThat(message.channel()).isEqualTo(Channel.WECHAT);
    assertThat(message.typeName()).isEqualTo("wechat-template");
    assertThat(message.recipient()).isEqualTo(Recipient.openId(OPEN_ID));
    assertThat(message.templateId()).isEqualTo("T1");
    assertThat(message.url()).contains("https://example.com/o/1");
    assertThat(message.miniProgram())
        .contains(new MiniProgram("wx0123456789abcdef", "pages/order?id=1"));
    assertThat(message.data())
        .containsExactly(
            Map.entry("thing1", new TemplateValue("Milk", null)),
            Map.entry("time2", new TemplateValue("2025-11-29 10:00", "#173177")));
    assertThat(message.options().idempotencyKey()).contains(IdempotencyKey.of("ord-1-paid"));
    assertThat(message.options().lane()).isEqualTo(Lane.URGENT);
  }

  @Test
  void data_fromAMap_keepsItsOrder() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("z", "1");
    values.put("a", "2");

    assertThat(TemplateMessage.to(OPEN_ID).templateId("T").data(values).build().data())
        .containsOnlyKeys("z", "a")
        .extracting(data -> data.keySet().iterator().next())
        .isEqualTo("z");
  }

  @Test
  void build_withNothing_namesEveryProblem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemplateMessage.builder().build())
        .withMessage(
            "TemplateMessage has 3 problems:\n"
                + "- the recipient is missing; call to(openId)\n"
                + "- templateId is missing\n"
                + "- data is missing; call data(key, value) for each key of the template");
  }

  @Test
  void build_twice_givesEqualMessagesThatShareNothing() {
    TemplateMessage.Builder builder = valid();
    TemplateMessage first = builder.build();
    TemplateMessage second = builder.build();
    TemplateMessage third = builder.data("thing2", "Eggs").build();

    assertThat(first).isEqualTo(second).hasSameHashCodeAs(second).isNotEqualTo(third);
    assertThat(first.data()).hasSize(1).isUnmodifiable();
  }

  @Test
  void toBuilder_givesAnEqualMessage() {
    TemplateMessage message =
        valid().url("https://e.com/").miniProgram("wx1").clientMsgId("k").account("a").build();

    assertThat(message.toBuilder().build()).isEqualTo(message);
  }

  @Test
  void messagesThatDifferInOnePart_areNotEqual() {
    TemplateMessage message = valid().build();

    assertThat(message)
        .isNotEqualTo(valid().to("another").build())
        .isNotEqualTo(valid().templateId("T2").build())
        .isNotEqualTo(valid().data("thing1", "Bread").build())
        .isNotEqualTo(valid().url("https://e.com").build())
        .isNotEqualTo(valid().miniProgram("wx1").build())
        .isNotEqualTo(valid().clientMsgId("k").build());
  }

  @Test
  void toString_showsNeitherContentNorLinkNorOpenId() {
    String shown =
        valid()
            .url("https://example.com/secret-path")
            .miniProgram("wx1", "pages/private")
            .data("name3", "Ada Lovelace")
            .clientMsgId("order-77")
            .build()
            .toString();

    assertThat(shown)
        .contains("oAB***kl", "thing1", "name3", "T1", "wx1")
        .doesNotContain(OPEN_ID, "Milk", "Ada", "secret-path", "private", "order-77");
    assertThat(new TemplateValue("Ada", null).toString()).isEqualTo("TemplateValue[***(3)]");
    assertThat(new MiniProgram("wx1", "pages/private").toString()).doesNotContain("private");
  }

  @Nested
  class Keys {

    @Test
    void clientMsgIdAndIdempotencyKey_thatDiffer_areRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> valid().clientMsgId("a").idempotencyKey("b").build())
          .withMessage(
              "TemplateMessage: clientMsgId and idempotencyKey are two names for one thing and must"
                  + " be equal, but differ; give one of them");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> valid().idempotencyKey("b").clientMsgId("a").build());
    }

    @Test
    void clientMsgIdAndIdempotencyKey_thatAgree_areOne() {
      assertThat(valid().clientMsgId("a").idempotencyKey("a").build())
          .isEqualTo(valid().clientMsgId("a").build())
          .isEqualTo(valid().idempotencyKey("a").build());
    }

    @Test
    void clientMsgId_ofAnEarlierBuild_isReplaced() {
      TemplateMessage.Builder builder = valid().clientMsgId("a");
      builder.build();

      assertThat(builder.clientMsgId("b").build().options().idempotencyKey())
          .contains(IdempotencyKey.of("b"));
    }

    @Test
    void keyOfTheMessageCopiedFrom_isReplacedUnderEitherName() {
      TemplateMessage message = valid().clientMsgId("a").build();

      assertThat(message.toBuilder().clientMsgId("b").build())
          .isEqualTo(message.toBuilder().idempotencyKey("b").build())
          .isEqualTo(valid().clientMsgId("b").build());
    }

    @Test
    void clientMsgId_overLong_isRefusedInTheSetter() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().clientMsgId("x".repeat(65)))
          .withMessageContaining("64 visible ASCII characters");
    }
  }

  @Nested
  class BadArguments {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u3000", "o A", "o\nA", "o\u0000A", "o\uD83D"})
    void openId_thatIsNone_isRefused(String openId) {
      assertThatIllegalArgumentException().isThrownBy(() -> TemplateMessage.to(openId));
    }

    @Test
    void openId_overLong_isRefusedWithoutRepeatingIt() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.to("o".repeat(321)))
          .withMessage("openId must have at most 320 characters, but had 321");
    }

    @Test
    void nulls_areRefusedInTheSetter() {
      TemplateMessage.Builder builder = TemplateMessage.builder();

      assertThatNullPointerException().isThrownBy(() -> builder.to(null)).withMessage("openId");
      assertThatNullPointerException().isThrownBy(() -> builder.templateId(null));
      assertThatNullPointerException().isThrownBy(() -> builder.url(null)).withMessage("url");
      assertThatNullPointerException().isThrownBy(() -> builder.data(null, "v"));
      assertThatNullPointerException().isThrownBy(() -> builder.data("k", (String) null));
      assertThatNullPointerException().isThrownBy(() -> builder.data("k", "v", null));
      assertThatNullPointerException().isThrownBy(() -> builder.miniProgram("wx1", null));
      assertThatNullPointerException().isThrownBy(() -> builder.miniProgram((MiniProgram) null));
      assertThatNullPointerException().isThrownBy(() -> builder.clientMsgId(null));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "javascript:alert(1)",
          "file:///etc/passwd",
          "ftp://e.com/",
          "//e.com/",
          "e.com",
          "",
          "https://",
          "https:///path",
          "http:e.com",
          "https://e.com/ x",
          "https://e.com/\r\nx",
          "https://e.com/\u0000",
          " https://e.com/",
          "https://e.com/\uD800"
        })
    void url_thatIsNoWebLink_isRefusedInTheSetter(String url) {
      assertThatIllegalArgumentException().isThrownBy(() -> TemplateMessage.builder().url(url));
    }

    @Test
    void url_ofAnotherScheme_isRefusedWithTheSchemeOnly() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().url("javascript:alert('secret')"))
          .withMessage(
              "url must begin with http:// or https://, name a host and hold no blanks;"
                  + " it began with javascript:");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://e.com",
          "HTTPS://E.COM/",
          "https://e.com/?a=1&b=<x>#wechat_redirect",
          "https://例子.中国/路径?q=你好|{x}",
          "https://e.com:8443/\uD83D\uDE00"
        })
    void url_thatIsAWebLink_isTakenAsItIs(String url) {
      assertThat(valid().url(url).build().url()).contains(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "\u3000"})
    void keyOfData_thatIsNone_isRefused(String key) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().data(key, "v"))
          .withMessageStartingWith("key of data must not");
    }

    @Test
    void value_thatIsHalfAnEmoji_isRefusedWithoutRepeatingIt() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().data("thing1", "abc\uD83D"))
          .withMessage(
              "value must be well-formed Unicode, but holds half a surrogate pair at index 3;"
                  + " was it cut in the middle of an emoji?");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().data("thing1", "\uDE00\uD83D\uDE00"));
    }

    @Test
    void value_orLink_overOurOwnGuard_isRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().data("thing1", "x".repeat(65_537)))
          .withMessage("value must have at most 65536 characters, but had 65537");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().url("https://e.com/" + "x".repeat(65_536)))
          .withMessage("url must have at most 65536 characters, but had 65550");
    }

    @Test
    void miniProgram_withoutAnAppId_isRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().miniProgram(" "))
          .withMessage("miniProgram.appId must not be blank");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TemplateMessage.builder().miniProgram("wx1", "a\nb"))
          .withMessage("miniProgram.pagePath must not hold control characters");
    }
  }
}
