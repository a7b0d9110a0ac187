package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.notifyjava.message.Message;
import io.notifyjava.testkit.simulator.AccountKind;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What an account does with values that WeChat would not take. */
class ValueCheckTest {

  private static final String LONG = "Yoga for beginners and others";

  private static TemplateMessage template(String key, String value) {
    return TemplateMessage.to(Account.OPEN_ID).templateId("T1").data(key, value).build();
  }

  /** The same value in each message that has such values. */
  static List<Message> messages() {
    return List.of(
        template("thing1", LONG),
        SubscriptionMessage.to(Account.OPEN_ID).templateId("T1").data("thing1", LONG).build(),
        ServiceSubscriptionMessage.to(Account.OPEN_ID)
            .templateId("T1")
            .data("thing1", LONG)
            .build());
  }

  @Nested
  class Refusing {

    private final Account account = new Account();

    @AfterEach
    void close() {
      account.close();
    }

    private List<String> problems(Message message) {
      return account.provider().problems(message);
    }

    @ParameterizedTest
    @MethodSource("io.notifyjava.wechat.ValueCheckTest#messages")
    void longValue_isRefusedWithItsKeyItsRuleAndItsLength(Message message) {
      assertThat(problems(message))
          .containsExactly(
              "data.thing1 must be 1 to 20 characters without line breaks (rule thing of"
                  + " 2025-11-26), but had 29 characters; shorten it, or set value-check to cut");
    }

    @Test
    void valueOfAnotherForm_isRefused() {
      assertThat(problems(template("time2", "2022-01-27 15:00-16:00")))
          .containsExactly(
              "data.time2 must be a 24-hour time such as 15:01 or 2019年10月1日 15:01, or a span of"
                  + " two joined by ~ (rule time of 2025-11-26), but its 22 characters are of"
                  + " another form; change it");
    }

    @Test
    void emptyValue_isRefused() {
      assertThat(problems(template("thing3", "")))
          .containsExactly(
              "data.thing3 must be 1 to 20 characters without line breaks (rule thing of"
                  + " 2025-11-26), but was empty; give it a value");
    }

    @Test
    void everyWrongValue_isNamed_andNoneIsRepeated() {
      TemplateMessage message =
          template("thing1", LONG).toBuilder()
              .data("phrase2", "private")
              .data("amount3", "1元")
              .data("letter4", "x".repeat(33))
              .build();

      assertThat(problems(message))
          .hasSize(3)
          .noneMatch(problem -> problem.contains("private") || problem.contains("Yoga"))
          .anyMatch(problem -> problem.startsWith("data.phrase2 must be 1 to 5 Chinese"))
          .anyMatch(problem -> problem.contains("had 33 characters"));
    }

    @Test
    void keysOfLegacyTemplates_areNeverChecked() {
      assertThat(problems(template("keyword1", LONG + LONG + "\n"))).isEmpty();
      assertThat(problems(template("first", ""))).isEmpty();
    }

    @Test
    void oneTimeMessages_haveNoTypedValues() {
      assertThat(
              problems(
                  OneTimeSubscriptionMessage.to(Account.OPEN_ID)
                      .templateId("T1")
                      .scene(1)
                      .title("t")
                      .content(LONG)
                      .build()))
          .isEmpty();
    }
  }

  @Nested
  class Cutting {

    private final WeChatSimulator wechat =
        WeChatSimulator.builder()
            .account("wxS", "s")
            .account("wxM", "m", AccountKind.MINI_PROGRAM)
            .start();
    private final Account account =
        new Account(wechat, settings -> settings.valueCheck(ValueCheck.CUT));

    @AfterEach
    void close() {
      account.close();
    }

    private String cut(String key, String value) {
      return new Values(ValueRules.current(), ValueCheck.CUT).fitted(key, value);
    }

    private List<String> problems(Message message) {
      return account.provider().problems(message);
    }

    @ParameterizedTest
    @MethodSource("io.notifyjava.wechat.ValueCheckTest#messages")
    void longText_isCut_andShownSo(Message message) {
      assertThat(problems(message)).isEmpty();
      assertThat(account.provider().preview(message).body())
          .contains("{\"value\":\"Yoga for beginners a\"}")
          .doesNotContain("and others");
    }

    @Test
    void wechat_takesWhatIsLeft() {
      assertThat(account.send(template("thing1", LONG))).isAccepted();
      assertThat(account.seen(WeChatApi.TEMPLATE).get(0).request().text())
          .contains("\"data\":{\"thing1\":{\"value\":\"Yoga for beginners a\"}}");
    }

    @Test
    void everythingElse_staysAsItWas() {
      TemplateMessage message =
          template("thing1", LONG).toBuilder()
              .data("first", LONG, "#173177")
              .data("thing2", LONG, "#000000")
              .data("amount3", "1元")
              .clientMsgId("k")
              .build();

      assertThat(account.provider().preview(message).body())
          .endsWith(
              "\"client_msg_id\":\"k\",\"data\":{"
                  + "\"thing1\":{\"value\":\"Yoga for beginners a\"},"
                  + "\"first\":{\"value\":\""
                  + LONG
                  + "\",\"color\":\"#173177\"},"
                  + "\"thing2\":{\"value\":\"Yoga for beginners a\",\"color\":\"#000000\"},"
                  + "\"amount3\":{\"value\":\"1元\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "thing1 | 12345678901234567890x | 12345678901234567890",
          "thing1 | 1234567890123456789😀x | 1234567890123456789😀",
          "thing1 | 1234567890123456789👨‍👩‍👧 | 1234567890123456789",
          "thing1 | 1234567890123456789é́ | 1234567890123456789",
          "thing1 | 1234567890123456789🇨🇳 | 1234567890123456789",
          "thing1 | 123456789012345678🇨🇳x | 123456789012345678🇨🇳",
          "name1 | 一二三四五六七八九十甲 | 一二三四五六七八九十",
          "name1 | Ada Augusta King-Noel of | Ada Augusta King-Noe",
          "phrase1 | 审核已经通过 | 审核已经通",
          "letter1 | abcdefghijklmnopqrstuvwxyzabcdefgh | abcdefghijklmnopqrstuvwxyzabcdef",
          "character_string1 | 12345678901234567890123456789012-3 | 12345678901234567890123456789012"
        })
    void texts_areCutBetweenWhatAReaderSeesAsCharacters(String key, String value, String left) {
      assertThat(cut(key, value)).isEqualTo(left);
      assertThat(problems(template(key, value))).isEmpty();
      assertThat(account.send(template(key, value))).isAccepted();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "number1 | 123456789012345678901234567890123",
          "amount1 | 12345678901",
          "time1 | 2025-11-29 10:00:00~12:00:00~14:00:00",
          "date1 | 2019年10月1日~2019年10月7日~",
          "phone_number1 | 123456789012345678",
          "car_number1 | 粤A8Z888挂挂",
          "symbol1 | ++++++",
          "phrase1 | 审核已经通过了x",
          "thing1 | two lines"
        })
    void whatCannotBeCut_isStillRefused(String key, String value) {
      String given = value.equals("two lines") ? "line\n" + LONG : value;

      assertThat(problems(template(key, given))).hasSize(1);
      assertThat(cut(key, given)).isEqualTo(given);
    }

    @Test
    void oneCharacterThatIsTooLongByItself_isRefused() {
      String crowd = "a" + "\u0301".repeat(25);

      assertThat(cut("thing1", crowd)).isEqualTo(crowd);
      assertThat(problems(template("thing1", crowd))).hasSize(1);
    }

    @Test
    void valuesThatFit_areLeftAlone() {
      TemplateMessage message = template("thing1", "Milk");

      assertThat(cut("thing1", "Milk")).isSameAs("Milk");
      assertThat(account.provider().preview(message).body())
          .contains("{\"thing1\":{\"value\":\"Milk\"}}");
      assertThat(problems(message)).isEmpty();
    }

    @Test
    void cutting_isLoggedWithoutTheValue() {
      Logger logger = (Logger) LoggerFactory.getLogger(Values.class);
      Level before = logger.getLevel();
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      log.start();
      logger.addAppender(log);
      logger.setLevel(Level.DEBUG);
      try {
        account.send(template("thing1", LONG));
      } finally {
        logger.setLevel(before);
        logger.detachAppender(log);
      }

      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "Cut the value of data key thing1 from 29 to 20 characters (value-check is cut)");
    }
  }

  @Nested
  class Off {

    private final Account account = new Account(settings -> settings.valueCheck(ValueCheck.OFF));

    @AfterEach
    void close() {
      account.close();
    }

    @ParameterizedTest
    @MethodSource("io.notifyjava.wechat.ValueCheckTest#messages")
    void nothing_isCheckedOrChanged(Message message) {
      assertThat(account.provider().problems(message)).isEmpty();
      assertThat(account.provider().preview(message).body()).contains(LONG);
    }

    @Test
    void wechat_decides() {
      assertThat(account.send(template("thing1", LONG)))
          .isRejected()
          .textContains("mend the value of data key thing1");
    }
  }
}
