package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.Variables;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredMessageTest {

  private static final String OPEN_ID = "oABC-1234567890_abcdefghijkl";

  private static StoredMessage template() {
    return TemplateMessage.fromTemplate("order-paid").to(OPEN_ID).with("NAME", "Ada").build();
  }

  private static StoredMessage text() {
    return CustomerMessage.fromTemplate("greeting").to(OPEN_ID).build();
  }

  private static StoredMessage document() {
    return CustomerMessage.fromDocument("greeting").to(OPEN_ID).build();
  }

  @Test
  void message_carriesWhatWasGiven() {
    assertThat(template().templateKey()).isEqualTo("order-paid");
    assertThat(template().recipient()).isEqualTo(Recipient.openId(OPEN_ID));
    assertThat(template().variables()).isEqualTo(Variables.of("NAME", "Ada"));
    assertThat(template().typeName()).isEqualTo("wechat-template");
    assertThat(text().typeName()).isEqualTo("wechat-customer");
    assertThat(document().typeName()).isEqualTo("wechat-customer");
  }

  @Test
  void messages_areComparedByValue() {
    assertThat(template()).isEqualTo(template()).hasSameHashCodeAs(template());
    assertThat(text()).isNotEqualTo(document());
  }

  @Test
  void toString_showsNamesAndNoValues() {
    assertThat(template().toString())
        .contains("order-paid", "NAME", "oAB***kl")
        .doesNotContain("Ada", OPEN_ID);
  }

  @Test
  void build_withoutARecipient_saysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemplateMessage.fromTemplate("order-paid").build())
        .withMessage("Message from template order-paid: the recipient is missing; call to(openId)");
    assertThatIllegalArgumentException().isThrownBy(() -> CustomerMessage.fromTemplate(" "));
  }

  @Nested
  class AsTemplateMessage {

    @Test
    void filled_withEveryField_isThatMessage() {
      Message filled =
          TemplateMessage.fromTemplate("order-paid")
              .to(OPEN_ID)
              .correlationId("c-1")
              .build()
              .filled(
                  """
                  {"touser":"%s","template_id":"T1","url":"https://e.com/?a=1&b=2",
                   "miniprogram":{"appid":"wx1","pagepath":"pages/o?id=1"},
                   "client_msg_id":"ord-1",
                   "data":{"thing1":{"value":"Ada \\"A\\" \\uD83D\\uDE00"},
                           "first":{"value":"","color":"#173177"}}}
                  """
                      .formatted(OPEN_ID));

      assertThat(filled)
          .isEqualTo(
              TemplateMessage.to(OPEN_ID)
                  .templateId("T1")
                  .url("https://e.com/?a=1&b=2")
                  .miniProgram("wx1", "pages/o?id=1")
                  .clientMsgId("ord-1")
                  .correlationId("c-1")
                  .data("thing1", "Ada \"A\" \uD83D\uDE00")
                  .data("first", "", "#173177")
                  .build());
    }

    @Test
    void filled_withTheLeastThatIsNeeded_isThatMessage() {
      assertThat(template().filled("{\"template_id\":\"T1\",\"data\":{\"a\":{\"value\":\"1\"}}}"))
          .isEqualTo(TemplateMessage.to(OPEN_ID).templateId("T1").data("a", "1").build());
    }

    @Test
    void emptyColourAndEmptyPage_ofOldDocuments_meanNone() {
      assertThat(
              template()
                  .filled(
                      """
                      {"template_id":"T1","miniprogram":{"appid":"wx1","pagepath":""},
                       "data":{"a":{"value":"1","color":""}}}"""))
          .isEqualTo(
              TemplateMessage.to(OPEN_ID)
                  .templateId("T1")
                  .miniProgram("wx1")
                  .data("a", "1")
                  .build());
    }

    @Test
    void key_ofTheDocumentAndOfTheMessage_mustAgree() {
      String document =
          "{\"template_id\":\"T1\",\"client_msg_id\":\"k1\",\"data\":{\"a\":{\"value\":\"1\"}}}";
      StoredMessage.Builder builder = TemplateMessage.fromTemplate("t").to(OPEN_ID);

      assertThat(builder.idempotencyKey("k1").build().filled(document).options().idempotencyKey())
          .contains(IdempotencyKey.of("k1"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.idempotencyKey("k2").build().filled(document))
          .withMessageContaining("must be equal, but differ");
    }

    @Test
    void everythingWrong_isNamedAtOnceWithItsPathAndWithoutValues() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  template()
                      .filled(
                          """
                          {"touser":"oSomebodyElse","templateid":"private","topcolor":"#fff",
                           "url":"javascript:private","miniprogram":{"pagePath":"private"},
                           "client_msg_id":7,
                           "data":{"thing1":"private","thing2":{"color":"red","colour":"red"},
                                   "thing3":{"value":12.5}}}"""))
          .withMessage(
              """
              Document has 12 problems:
              - templateid is unknown here; known are client_msg_id, data, miniprogram, template_id, touser, url
              - topcolor is unknown here; known are client_msg_id, data, miniprogram, template_id, touser, url
              - touser must be the message's recipient; put ${OPENID} there or leave it out
              - template_id is missing
              - url: url must begin with http:// or https://, name a host and hold no blanks; it began with javascript:
              - miniprogram.pagePath is unknown here; known are appid, pagepath
              - miniprogram.appid is missing
              - client_msg_id must be a text, but was a number; put it in quotes
              - data.thing1 must be an object, but was a text
              - data.thing2.colour is unknown here; known are color, value
              - data.thing2.value is missing
              - data.thing3.value must be a text, but was a number; put it in quotes""");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "`` | Document must be one JSON object, but was empty; does it begin with { ?",
          "[] | Document must be one JSON object, but was an array; does it begin with { ?",
          "\"x\" | Document must be one JSON object, but was a text; does it begin with { ?",
          "null | Document must be one JSON object, but was null; does it begin with { ?",
          "7 | Document must be one JSON object, but was a number; does it begin with { ?",
          "{} | Document has 2 problems:",
          "{\"template_id\":\"T1\",\"data\":{}} | Document: data must have a field for each key",
          "{\"template_id\":\"T1\",\"data\":null} | Document: data must be an object, but was null"
        })
    void content_ofAnotherShape_isRefused(String content, String message) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> template().filled(content))
          .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"template_id\":\"T1\",\"template_id\":\"T2\",\"data\":{\"a\":{\"value\":\"1\"}}}",
          "{\"template_id\":\"T1\",\"data\":{\"a\":{\"value\":\"1\"}}} {}",
          "{\"template_id\":\"T1\",\"data\":{\"a\":{\"value\":\"1\"}}",
          "{template_id:1}",
          "private nonsense"
        })
    void content_thatIsNotOneJsonObject_isRefusedWithItsPlaceAndNoMore(String content) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> template().filled(content))
          .withMessageMatching(
              "Document must be one JSON object without repeated fields, but is not"
                  + "; look at line 1, column \\d+")
          .withNoCause();
    }

    @Test
    void valueThatIsHalfAnEmoji_isRefusedUnderItsPath() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  template()
                      .filled(
                          "{\"template_id\":\"T1\",\"data\":{\"thing1\":{\"value\":\"\\uD83D\"}}}"))
          .withMessageStartingWith("Document: data.thing1: value must be well-formed Unicode");
    }
  }

  @Nested
  class AsCustomerMessage {

    @Test
    void text_isTheContent() {
      assertThat(text().filled("Hello {\"a\":1} \uD83D\uDE00"))
          .isEqualTo(CustomerMessage.to(OPEN_ID).text("Hello {\"a\":1} \uD83D\uDE00").build());
    }

    @Test
    void text_thatBeginsLikeJson_isStillText() {
      assertThat(text().filled("{Ada}, \"msgtype\" is a word")).isNotNull();
      assertThat(text().filled("{\"a\":\"\\\"msgtype\\\"\"}")).isNotNull();
    }

    @Test
    void document_givenAsText_isRefusedInsteadOfShownToThePerson() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> text().filled(" {\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"}}"))
          .withMessage(
              "Template greeting was to be filled as plain text, but is a JSON document with a"
                  + " msgtype; use CustomerMessage.fromDocument(key) for documents");
    }

    @Test
    void document_withEveryField_isThatMessage() {
      assertThat(
              document()
                  .filled(
                      """
                      {"touser":"%s","msgtype":"text","text":{"content":"hi\\nthere"},
                       "customservice":{"kf_account":"test1@kftest"}}"""
                          .formatted(OPEN_ID)))
          .isEqualTo(
              CustomerMessage.to(OPEN_ID).text("hi\nthere").kfAccount("test1@kftest").build());
    }

    @Test
    void document_ofAnotherShape_isRefusedWithEveryProblem() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  document()
                      .filled(
                          """
                          {"touser":"oSomebodyElse","msgtype":"text","image":{"media_id":"M"},
                           "text":{"contents":"private"},"customservice":{"kf":"x"}}"""))
          .withMessage(
              """
              Document has 6 problems:
              - touser must be the message's recipient; put ${OPENID} there or leave it out
              - image is unknown here; known are customservice, msgtype, text, touser
              - text.content is missing
              - text.contents is unknown here; known are content
              - customservice.kf is unknown here; known are kf_account
              - customservice.kf_account is missing""");
    }

    @Test
    void document_ofAnUnknownKind_isRefusedWithTheKnownOnes() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> document().filled("{\"msgtype\":\"private\",\"private\":{}}"))
          .withMessage(
              "Document: msgtype must be one of image, link, miniprogrampage, mpnews,"
                  + " mpnewsarticle, msgmenu, music, news, text, video, voice, wxcard");
    }

    @Test
    void document_withoutAKind_isRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> document().filled("{\"text\":{\"content\":\"hi\"}}"))
          .withMessage("Document: msgtype is missing");
    }

    @ParameterizedTest
    @MethodSource("io.notifyjava.wechat.CustomerContents#all")
    void document_ofEveryKind_isThatMessage(CustomerContents sample) {
      assertThat(document().filled(sample.body(OPEN_ID)))
          .isEqualTo(CustomerMessage.to(OPEN_ID).content(sample.content()).build());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "image | {} | image.media_id is missing",
          "image | {\"media_id\":\"a b\"} | image.media_id: media_id must not hold blanks",
          "image | {\"media_id\":\"\"} | image.media_id: media_id must not be blank",
          "image | [] | image must be an object, but was an array",
          "video | {\"media_id\":\"M\"} | video.thumb_media_id is missing",
          "video | {\"media_id\":\"M\",\"thumb_media_id\":\"T\",\"title\":7} |"
              + " video.title must be a text, but was a number; put it in quotes",
          "news | {\"articles\":{}} | news.articles must be a list, but was an object",
          "news | {\"articles\":[]} | news.articles must have one article, which is all that"
              + " WeChat takes, but had 0",
          "news | {\"articles\":[{},{}]} | news.articles must have one article, which is all"
              + " that WeChat takes, but had 2",
          "news | {\"articles\":[7]} | news.articles[0] must be an object, but was a number",
          "news | {\"articles\":[{\"title\":\"t\",\"url\":\"javascript:x\"}]} |"
              + " news.articles[0].url: url must begin with http:// or https://, name a host and"
              + " hold no blanks; it began with javascript:",
          "msgmenu | {\"list\":[]} | msgmenu: items must not be empty; a menu needs something"
              + " that can be tapped",
          "msgmenu | {\"list\":[{\"id\":\"1\",\"content\":\" \"}]} |"
              + " msgmenu.list[0].content: content must not be blank",
          "msgmenu | {\"list\":[{\"id\":\"1\",\"content\":\"a\"},{\"id\":\"1\",\"content\":\"b\"}]} |"
              + " msgmenu: items[1].id must differ from those before it, or nobody knows what was"
              + " tapped",
          "wxcard | {\"card\":\"C\",\"card_id\":\"C\"} | wxcard.card is unknown here; known are"
              + " card_id"
        })
    void document_withOneThingWrong_namesItsPlace(String kind, String content, String problem) {
      String document = "{\"msgtype\":\"%s\",\"%s\":%s}".formatted(kind, kind, content);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> document().filled(document))
          .withMessage("Document: " + problem);
    }

    @Test
    void document_withBlankText_isRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> document().filled("{\"msgtype\":\"text\",\"text\":{\"content\":\" \"}}"))
          .withMessage("Document: text.content: text must not be blank");
    }
  }
}
