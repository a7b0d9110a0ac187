package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * The texts that go with the platform's error codes, as observed or documented.
 *
 * <p>Sources: docs of the vendor ("Global return codes", read 2026-11) and replies observed in
 * public threads; the texts of 40221, 41002, 41004, 43001, 43102, 43104, 44001 to 45008, 45086,
 * 45098, 45099, 45162, 46101, 48002 come from the code lists of public SDKs. Of 40004 to 40012,
 * 40097, 45072, 45080, 45081, 48006, 61451, 61452 and 76001 to 76022 the meaning is documented and
 * the wording is not.
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
          Map.entry(40004, "invalid media type"),
          Map.entry(40005, "invalid file type"),
          Map.entry(40006, "invalid media size"),
          Map.entry(40007, "invalid media_id"),
          Map.entry(40008, "invalid message type"),
          Map.entry(40009, "invalid image size"),
          Map.entry(40010, "invalid voice size"),
          Map.entry(40011, "invalid video size"),
          Map.entry(40012, "invalid thumb size"),
          Map.entry(40013, "invalid appid"),
          Map.entry(40014, "invalid access_token"),
          Map.entry(40036, "invalid template_id size"),
          Map.entry(40037, "invalid template_id"),
          Map.entry(40039, "invalid url size"),
          Map.entry(40062, "invalid title size"),
          Map.entry(40097, "invalid args"),
          // The comma belongs to the observed text: "invalid appsecret, rid: ..."
          Map.entry(40125, "invalid appsecret,"),
          Map.entry(40164, "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist"),
          Map.entry(40165, "invalid weapp pagepath"),
          Map.entry(40200, "invalid account type"),
          Map.entry(40213, "invalid href tag"),
          Map.entry(40214, "invalid href text"),
          Map.entry(40221, "invalid Content-Encoding"),
          Map.entry(40241, "The message is duplicate in 60 seconds"),
          Map.entry(40249, "this template msg has been blocked for illegal content"),
          Map.entry(41001, "access_token missing"),
          Map.entry(41002, "appid missing"),
          Map.entry(41004, "appsecret missing"),
          Map.entry(41005, "media data missing"),
          Map.entry(41030, "invalid page"),
          Map.entry(42001, "access_token expired"),
          Map.entry(43001, "require GET method"),
          Map.entry(43002, "require POST method"),
          Map.entry(43004, "require subscribe"),
          Map.entry(43019, "require remove blacklist"),
          Map.entry(43100, "change template too frequently"),
          Map.entry(43101, "user refuse to accept the msg"),
          Map.entry(43102, "the tempalte is not subscriptiontype"),
          Map.entry(43104, "this appid does not have permission"),
          Map.entry(43116, "This template_id is banned"),
          Map.entry(43117, "Sending messages to this openid too frequently,please try later"),
          Map.entry(44001, "empty media data"),
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
          Map.entry(45072, "invalid command"),
          Map.entry(45080, "no interaction with the user in the last 30 seconds"),
          Map.entry(45081, "typing state has been sent"),
          Map.entry(45086, "invalid attrbute 'data-miniprogram-appid'"),
          Map.entry(45098, "msgmenu list size is out of limit"),
          Map.entry(45099, "msgmenu item content size is out of limit"),
          Map.entry(45109, "This API has been unsupported"),
          Map.entry(45162, "invalid type"),
          Map.entry(
              46101,
              "this api have been not supported  since 2020-01-11 00:00:00, please use new api(subscribeMessage)!"),
          Map.entry(47001, "data format error"),
          Map.entry(
              47002,
              "data format error, do NOT use json  unicode encode (\\uxxxx\\uxxxx), please use utf8"
                  + " encoded text!"),
          Map.entry(48001, "api unauthorized"),
          Map.entry(48002, "user block receive message"),
          Map.entry(48004, "api forbidden for irregularities"),
          Map.entry(48006, "forbid to clear quota because of reaching the limit"),
          Map.entry(48011, "disabled template id"),
          Map.entry(50002, "user limited"),
          Map.entry(61451, "invalid parameter"),
          Map.entry(61452, "invalid kf_account"),
          Map.entry(70000, "为保护未成年人权益，该条消息发送失败"),
          Map.entry(76001, "rid not found"),
          Map.entry(76002, "rid is empty or invalid"),
          Map.entry(76003, "rid does not belong to this account"),
          Map.entry(76004, "rid is expired"),
          Map.entry(76021, "cgi_path not found"),
          Map.entry(76022, "could not use this cgi_path, no permission"));

  private WeChatErrors() {}

  static Optional<String> text(int errcode) {
    return Optional.ofNullable(TEXTS.get(errcode));
  }
}
