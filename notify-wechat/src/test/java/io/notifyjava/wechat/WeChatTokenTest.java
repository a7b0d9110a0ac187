package io.notifyjava.wechat;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static io.notifyjava.wechat.Account.template;
import static io.notifyjava.wechat.Account.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Message;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.simulator.SeenRequest;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.token.TokenCachePolicy;
import io.notifyjava.token.TokenException;
import io.notifyjava.token.TokenSource.Grant;
import io.notifyjava.wechat.internal.TokenFetch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatTokenTest {

  private final Account account = new Account();
  private final WeChatSimulator wechat = account.wechat;

  @AfterEach
  void close() {
    account.close();
  }

  @Nested
  class Fetching {

    @Test
    void stableToken_isAskedForByPostWithTheSecretInTheBody() {
      account.send(text());

      SeenRequest seen = account.seen(WeChatApi.STABLE_TOKEN).get(0);
      assertThat(seen.request().method()).isEqualTo("POST");
      assertThat(seen.request().query()).isEmpty();
      assertThat(seen.request().text())
          .isEqualTo(
              "{\"grant_type\":\"client_credential\",\"appid\":\"wx0123456789abcdef\","
                  + "\"secret\":\"0123456789abcdef0123456789abcdef\",\"force_refresh\":false}");
    }

    @Test
    void howLongAMessageWaits_isForThePolicyToSay() {
      TokenCachePolicy hasty = TokenCachePolicy.builder().waitLimit(Duration.ofMillis(300)).build();
      try (Account inHaste = new Account(a -> a.tokenPolicy(hasty))) {
        inHaste.wechat.onToken().fault(Fault.SILENCE);

        SendResult result = inHaste.send(text());

        assertThat(result).isRejected().withReason(FailureReason.TIMEOUT);
        assertThat(result.failure().orElseThrow().text())
            .startsWith("Expected an access token within PT0.3S");
      }
    }

    @Test
    void classicToken_isAskedForByGet() {
      try (Account classic = new Account(a -> a.tokenMode(TokenMode.CLASSIC))) {
        assertThat(classic.send(text())).isAccepted();

        SeenRequest seen = classic.seen(WeChatApi.TOKEN).get(0);
        assertThat(seen.request().method()).isEqualTo("GET");
        assertThat(seen.request().query())
            .containsEntry("grant_type", "client_credential")
            .containsEntry("appid", "wx0123456789abcdef")
            .containsEntry("secret", "0123456789abcdef0123456789abcdef")
            .hasSize(3);
      }
    }

    @Test
    void ownTokenSource_isAskedInsteadOfWeChat() {
      AtomicInteger asked = new AtomicInteger();
      try (Account external =
          new Account(
              a ->
                  WeChat.account()
                      .appId(a.appId)
                      .baseUrl(((WeChatConfig) a.build()).baseUrl())
                      .allowPlainHttp(true)
                      .tokenSource(
                          limit ->
                              new Grant(
                                  "mine-" + asked.incrementAndGet(), Duration.ofMinutes(5))))) {
        external.wechat.onCustomer().answer(WeChatReply.ok());

        assertThat(external.send(text())).isAccepted();
        assertThat(external.send(text())).isAccepted();
        assertThat(external.tokensOf(WeChatApi.CUSTOMER)).containsOnly("mine-1");
        assertThat(external.wechat.counts().tokenCalls()).isZero();
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "40125 | invalid appsecret | AUTHENTICATION | check app-secret",
          "40013 | invalid appid | AUTHENTICATION | check app-id",
          "40001 | invalid credential | AUTHENTICATION | check app-secret",
          "40164 | invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist | AUTHENTICATION |"
              + " add 1.2.3.4 to the account's IP allow-list",
          "89503 | needs confirmation | AUTHENTICATION | an administrator must confirm the call",
          "45009 | reach max api daily quota limit | QUOTA | the day's token calls are used up"
        })
    void refusedAccount_rejectsTheMessageBeforeItIsSent(
        int code, String errmsg, FailureReason reason, String advice) {
      wechat.onToken().answer(WeChatReply.error(code, errmsg));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(reason)
          .withCode(Integer.toString(code))
          .textContains(errmsg)
          .textContains(advice)
          .isFinal();
      assertThat(wechat.counts().customerCalls()).isZero();
    }

    @Test
    void busyTokenEndpoint_rejectsForNow() {
      wechat.onToken().answer(WeChatReply.error(-1, "system error"));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.UNAVAILABLE)
          .withCode("-1")
          .isRetryable();
    }

    @Test
    void echoedSecret_isTakenOutOfTheText() {
      wechat.onToken().answer(WeChatReply.error(40125, "bad secret: " + wechat.appSecret()));

      SendResult result = account.send(text());

      assertThat(result).isRejected().textContains("bad secret: ***");
      assertThat(result.toString()).doesNotContain(wechat.appSecret());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "`` | 0 bytes that are not one whole JSON object",
          "<html></html> | 13 bytes that are not one whole JSON object",
          "{} | no access_token",
          "{\"errcode\":0} | no access_token",
          "{\"errcode\":\"x\",\"access_token\":\"T\",\"expires_in\":7200} | an errcode that is not",
          "{\"access_token\":\"\",\"expires_in\":7200} | an access_token that is not",
          "{\"access_token\":\"a b\",\"expires_in\":7200} | an access_token that is not",
          "{\"access_token\":\"a\\r\\nb\",\"expires_in\":7200} | an access_token that is not",
          "{\"access_token\":7,\"expires_in\":7200} | an access_token that is not",
          "{\"access_token\":\"T\"} | no expires_in",
          "{\"access_token\":\"T\",\"expires_in\":0} | an expires_in that is not a whole number",
          "{\"access_token\":\"T\",\"expires_in\":-1} | an expires_in that is not a whole number",
          "{\"access_token\":\"T\",\"expires_in\":\"7200\"} | an expires_in that is not",
          "{\"access_token\":\"T\",\"expires_in\":7200.5} | an expires_in that is not",
          "{\"access_token\":\"T\",\"expires_in\":null} | an expires_in that is not"
        })
    void answer_thatIsNoGrant_isAFailureAndNoToken(String body, String found) {
      wechat.onToken().answer(WeChatReply.json(body));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.PROTOCOL)
          .withCode("bad-token-answer")
          .textContains("expected access_token and expires_in, but found " + found)
          .isRetryable();
      assertThat(wechat.counts().customerCalls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "9223372036854775807", "99999999999999999999"})
    void lifetime_beyondTheDocumentedOne_isCutToIt(String seconds) {
      wechat
          .onToken()
          .answer(
              WeChatReply.json("{\"access_token\":\"T\",\"expires_in\":" + seconds + ",\"x\":1}"));

      assertThat(tokenSource().fetch(Duration.ofSeconds(5)).lifetime())
          .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void lifetime_isWhatIsLeftOfTheStableToken() {
      wechat.onToken().expiresIn(345);

      assertThat(tokenSource().fetch(Duration.ofSeconds(5)).lifetime())
          .isEqualTo(Duration.ofSeconds(345));
    }

    @ParameterizedTest
    @CsvSource({
      "404, PROTOCOL, false",
      "403, AUTHENTICATION, false",
      "500, UNAVAILABLE, true",
      "429, THROTTLED, true"
    })
    void httpStatus_isATypedFailure(int status, FailureReason reason, boolean retryable) {
      wechat.onToken().status(status);

      assertThatExceptionOfType(TokenException.class)
          .isThrownBy(() -> tokenSource().fetch(Duration.ofSeconds(5)))
          .satisfies(
              e -> {
                assertThat(e.failure().reason()).isEqualTo(reason);
                assertThat(e.failure().retryable()).isEqualTo(retryable);
              });
    }

    @Test
    void tokenThatNeverComes_rejectsTheMessageInTime() {
      wechat.onToken().fault(Fault.SILENCE);

      assertThat(account.provider().send(text(), Account.within(Duration.ofMillis(300))))
          .isRejected()
          .withReason(FailureReason.TIMEOUT)
          .isRetryable();
      assertThat(wechat.counts().customerCalls()).isZero();
    }

    private WeChatTokenSource tokenSource() {
      return new WeChatTokenSource(
          new TokenFetch(
              HttpExchange.builder()
                  .baseUrl(wechat.baseUrl().toString())
                  .allowPlainHttp(true)
                  .build(),
              (code, errmsg) -> WeChatErrors.failure(Endpoint.TOKEN, code, errmsg),
              new Redactor(List.of()),
              account.clock),
          TokenMode.STABLE,
          wechat.appId(),
          Secret.of(wechat.appSecret()));
    }
  }

  @Nested
  class Renewing {

    /** As after a token was killed: the next call hands out another. */
    private void newTokens() {
      wechat.onToken().once().answer(WeChatReply.token("first", 7200));
      wechat.onToken().once().answer(WeChatReply.token("second", 7200));
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001, 41001})
    void refusedToken_isRenewedAndTheSameRequestRepeatedOnce(int code) {
      wechat.onTemplate().once().answer(WeChatReply.error(code, "invalid credential"));
      newTokens();

      assertThat(account.send(template())).isAccepted();

      assertThat(account.tokensOf(WeChatApi.TEMPLATE)).containsExactly("first", "second");
      assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
      assertThat(account.seen(WeChatApi.TEMPLATE))
          .extracting(seen -> seen.request().text())
          .hasSize(2)
          .containsOnly(new String(Bodies.template(template()), StandardCharsets.UTF_8));
    }

    @Test
    void killedToken_isReplacedWithoutLosingAMessage() {
      for (int i = 0; i < 5; i++) {
        assertThat(account.send(text())).isAccepted();
        wechat.killTokens();
      }

      assertThat(account.send(text())).isAccepted();
      assertThat(wechat.counts().customerDelivered()).isEqualTo(6);
      assertThat(wechat.counts().tokenCalls()).isEqualTo(6);
    }

    @Test
    void mistakenRefusal_ofAGoodToken_costsOneRenewalAndNoMessage() {
      assertThat(account.send(text())).isAccepted();
      wechat.onCustomer().once().answer(WeChatReply.error(40001, "invalid credential"));

      for (int i = 0; i < 20; i++) {
        assertThat(account.send(text())).isAccepted();
      }
      assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
      assertThat(wechat.counts().customerCalls()).isEqualTo(22);
    }

    @Test
    void sameTokenHandedBack_endsWithoutALoop() {
      wechat.onCustomer().answer(WeChatReply.error(40001, "invalid credential"));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .isFinal();
      assertThat(wechat.counts().customerCalls()).isLessThanOrEqualTo(2);
      assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
    }

    @Test
    void tokensRefusedForEver_endAfterOneRepeat() {
      newTokens();
      wechat.onCustomer().answer(WeChatReply.error(40001, "invalid credential"));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .withCode("40001")
          .textContains("do other programs fetch tokens too?")
          .isFinal();
      assertThat(wechat.counts().customerCalls()).isEqualTo(2);
      assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
    }

    @Test
    void repeat_whoseAnswerIsLost_isUnknown() {
      newTokens();
      wechat.onCustomer().once().answer(WeChatReply.error(40001, "invalid credential"));
      wechat.onCustomer().once().actThen(Fault.RESET_AFTER_REQUEST);

      assertThat(account.send(text())).isUnknown();
      assertThat(wechat.counts().customerCalls()).isEqualTo(2);
    }

    @Test
    void renewalThatFails_rejectsTheMessage() {
      wechat.onToken().after(1).answer(WeChatReply.error(40125, "invalid appsecret"));
      wechat.onCustomer().once().answer(WeChatReply.error(42001, "access_token expired"));

      assertThat(account.send(text()))
          .isRejected()
          .withReason(FailureReason.AUTHENTICATION)
          .withCode("40125");
      assertThat(wechat.counts().customerCalls()).isEqualTo(1);
    }

    @Test
    void renewalAndRepeat_shareTheTimeOfTheCall() {
      assertThat(account.send(text())).isAccepted();
      wechat.onToken().fault(Fault.SILENCE);
      wechat.onCustomer().answer(WeChatReply.error(40001, "invalid credential"));
      long begun = System.nanoTime();

      assertThat(account.provider().send(text(), Account.within(Account.SHORT)))
          .isRejected()
          .withReason(FailureReason.TIMEOUT);
      // Alone the renewal would take as long as its own limit lets it.
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isLessThan(TokenCachePolicy.defaults().renewalLimit());
    }

    @Test
    void manyThreads_withOneRefusedToken_renewItOnce() throws Exception {
      account.send(text());
      wechat.killTokens();
      int threads = 32;
      CountDownLatch start = new CountDownLatch(1);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<SendResult>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          results.add(
              pool.submit(
                  () -> {
                    start.await();
                    return account.send(text());
                  }));
        }
        start.countDown();
        for (Future<SendResult> result : results) {
          assertThat(result.get(20, TimeUnit.SECONDS)).isAccepted();
        }
      } finally {
        pool.shutdownNow();
      }
      assertThat(wechat.counts().tokenCalls()).isEqualTo(2);
      assertThat(wechat.counts().customerDelivered()).isEqualTo(threads + 1L);
    }
  }

  @Nested
  class SideBySide {

    @Test
    void accounts_inOneStore_neverShareATokenOrAnything() {
      WeChatSimulator both =
          WeChatSimulator.builder().account("wxA", "secretA").account("wxB", "secretB").start();
      try (Account first = new Account(both, UnaryOperator.identity())) {
        ProviderContext context = first.context();
        Provider<Message> a = first.open(first.settings(), context);
        Provider<Message> b =
            first.open(first.settings().appId("wxB").appSecret("secretB"), context);

        assertThat(a.send(text(), Account.within(Account.PATIENT))).isAccepted();
        assertThat(b.send(text(), Account.within(Account.PATIENT))).isAccepted();
        assertThat(a.send(text(), Account.within(Account.PATIENT))).isAccepted();

        List<String> tokens = first.tokensOf(WeChatApi.CUSTOMER);
        assertThat(tokens.get(0)).isEqualTo(tokens.get(2)).isNotEqualTo(tokens.get(1));
        assertThat(both.counts().tokenCalls()).isEqualTo(2);

        a.close();
        assertThat(b.send(text(), Account.within(Account.PATIENT))).isAccepted();
      }
    }

    @Test
    void oneAccount_openedTwiceOnOneStore_fetchesOneToken() {
      ProviderContext context = account.context();
      Provider<Message> one = account.open(account.settings(), context);
      Provider<Message> two = account.open(account.settings(), context);

      assertThat(one.send(text(), Account.within(Account.PATIENT))).isAccepted();
      assertThat(two.send(text(), Account.within(Account.PATIENT))).isAccepted();
      assertThat(wechat.counts().tokenCalls()).isEqualTo(1);
    }
  }
}
