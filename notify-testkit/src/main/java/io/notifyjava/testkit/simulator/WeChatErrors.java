package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * The texts that go with the platform's error codes, as observed or documented.
 *
 * <p>Sources: docs of the vendor ("Global return codes", read 2026-11) and replies observed in
 * public threads; the texts of 40221, 41002, 41004, 43001, 44002 to 45008, 45162, 48002 come from
 * the code lists of public SDKs.
 */
final class WeChatErrors {

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(-1, "system error"),
          Map.entry(
              40001,
              "invalid credential, access_token is invalid or not latest, could get access_token by"
                  + " getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r"),
          Map.entry(40002, "invalid grant_type"),
          Map.entry(40003, "invalid openid"),
          Map.entry(40007, "invalid media_id"),
          Map.entry(40008, "invalid message type"),
          Map.entry(40013, "invalid appid"),
          Map.entry(40014, "invalid access_token"),
          Map.entry(40036, "invalid template_id size"),
          Map.entry(40037, "invalid template_id"),
          Map.entry(40039, "invalid url size"),
          // The comma belongs to the observed text: "invalid appsecret, rid: ..."
          Map.entry(40125, "invalid appsecret,"),
          Map.entry(40164, "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist"),
          Map.entry(40165, "invalid weapp pagepath"),
          Map.entry(40200, "invalid account type"),
          Map.entry(40221, "invalid Content-Encoding"),
          Map.entry(40241, "The message is duplicate in 60 seconds"),
          Map.entry(40249, "this template msg has been blocked for illegal content"),
          Map.entry(41001, "access_token missing"),
          Map.entry(41002, "appid missing"),
          Map.entry(41004, "appsecret missing"),
          Map.entry(42001, "access_token expired"),
          Map.entry(43001, "require GET method"),
          Map.entry(43002, "require POST method"),
          Map.entry(43004, "require subscribe"),
          Map.entry(43019, "require remove blacklist"),
          Map.entry(43100, "change template too frequently"),
          Map.entry(43101, "user refuse to accept the msg"),
          Map.entry(43116, "This template_id is banned"),
          Map.entry(43117, "Sending messages to this openid too frequently,please try later"),
          Map.entry(44002, "empty post data"),
          Map.entry(44003, "empty news data"),
          Map.entry(44004, "empty content"),
          Map.entry(45002, "content size out of limit"),
          Map.entry(45008, "article size out of limit"),
          Map.entry(45009, "reach max api daily quota limit"),
          Map.entry(45011, "api minute-quota reach limit, must slower, retry next minute"),
          Map.entry(45015, "response out of time limit or subscription is canceled"),
          Map.entry(45047, "out of response count limit"),
          Map.entry(45050, "custom msg use invalid type"),
          Map.entry(45162, "invalid type"),
          Map.entry(47001, "data format error"),
          Map.entry(
              47002,
              "data format error, do NOT use json  unicode encode (\\uxxxx\\uxxxx), please use utf8"
                  + " encoded text!"),
          Map.entry(48001, "api unauthorized"),
          Map.entry(48002, "user block receive message"),
          Map.entry(48004, "api forbidden for irregularities"),
          Map.entry(48011, "disabled template id"),
          Map.entry(50002, "user limited"),
          Map.entry(70000, "为保护未成年人权益，该条消息发送失败"));

  private WeChatErrors() {}

  static Optional<String> text(int errcode) {
    return Optional.ofNullable(TEXTS.get(errcode));
  }
}
