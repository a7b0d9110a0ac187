package io.notifyjava.wechat;

import io.notifyjava.message.Message;
import io.notifyjava.testkit.simulator.WeChatApi;
import java.util.List;

/**
 * One subscription message of every kind with all its fields, and the request that WeChat documents
 * for it.
 *
 * @param json byte for byte, with a placeholder for the open id
 */
record Subscriptions(Message message, WeChatApi api, String json) {

  static SubscriptionMessage miniProgram() {
    return SubscriptionMessage.to(Account.OPEN_ID)
        .templateId("T")
        .page("index?foo=bar&x=<1>")
        .state(SubscriptionMessage.State.TRIAL)
        .language(SubscriptionMessage.Language.ENGLISH)
        .data("thing1", "Lovelace 你好 😀")
        .data("date2", "2019-12-25 09:42")
        .build();
  }

  static ServiceSubscriptionMessage service() {
    return ServiceSubscriptionMessage.to(Account.OPEN_ID)
        .templateId("T")
        .page("https://e.com/?a=1&b=2")
        .miniProgram("wx0123456789abcdef", "index?foo=bar")
        .data("name1", "Lovelace")
        .data("phrase3", "审核通过")
        .build();
  }

  static OneTimeSubscriptionMessage oneTime() {
    return OneTimeSubscriptionMessage.to(Account.OPEN_ID)
        .templateId("T")
        .url("https://e.com/?a=1&b=2")
        .miniProgram("wx0123456789abcdef", "index?foo=bar")
        .scene(1000)
        .title("订阅通知")
        .content("Dear Mrs Lovelace", "#FF0000")
        .build();
  }

  static List<Subscriptions> all() {
    return List.of(
        new Subscriptions(
            miniProgram(),
            WeChatApi.SUBSCRIBE,
            """
            {"touser":"%s","template_id":"T","page":"index?foo=bar&x=<1>",\
            "data":{"thing1":{"value":"Lovelace 你好 😀"},"date2":{"value":"2019-12-25 09:42"}},\
            "miniprogram_state":"trial","lang":"en_US"}"""),
        new Subscriptions(
            service(),
            WeChatApi.SERVICE_SUBSCRIBE,
            """
            {"touser":"%s","template_id":"T","page":"https://e.com/?a=1&b=2",\
            "miniprogram":{"appid":"wx0123456789abcdef","pagepath":"index?foo=bar"},\
            "data":{"name1":{"value":"Lovelace"},"phrase3":{"value":"审核通过"}}}"""),
        new Subscriptions(
            oneTime(),
            WeChatApi.ONE_TIME_SUBSCRIBE,
            """
            {"touser":"%s","template_id":"T","url":"https://e.com/?a=1&b=2",\
            "miniprogram":{"appid":"wx0123456789abcdef","pagepath":"index?foo=bar"},\
            "scene":"1000","title":"订阅通知",\
            "data":{"content":{"value":"Dear Mrs Lovelace","color":"#FF0000"}}}"""));
  }

  /** Returns the documented request. */
  String body() {
    return json.formatted(Account.OPEN_ID);
  }

  /** Returns the account that may send it. */
  Account account() {
    return api == WeChatApi.SUBSCRIBE ? Account.ofMiniProgram() : new Account();
  }

  @Override
  public String toString() {
    return message.typeName();
  }
}
