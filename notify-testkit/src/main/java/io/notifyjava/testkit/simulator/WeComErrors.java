package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * The texts that go with WeCom's error codes.
 *
 * <p>Sources: the vendor's page "Global error codes" (read 2026-11), which has the numbers and
 * Chinese explanations only, and replies observed in public threads. Observed are the texts of
 * 40001, 40007, 40008, 40013, 40014, 40056, 40058, 40066, 41001, 41004, 41006, 41011, 41016, 44001,
 * 45009, 45033, 48002, 60020, 81013, 93000, 301002 and 301019; the others are put together in the
 * same manner, because clients must not read them.
 */
final class WeComErrors {

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(-1, "system busy"),
          Map.entry(40001, "invalid credential"),
          Map.entry(40003, "invalid userid"),
          Map.entry(40004, "invalid media type"),
          Map.entry(40005, "invalid file type"),
          Map.entry(40006, "invalid media size"),
          Map.entry(40007, "invalid media_id"),
          Map.entry(40008, "invalid message type"),
          Map.entry(40009, "invalid image size"),
          Map.entry(40011, "invalid video size"),
          Map.entry(40013, "invalid corpid"),
          Map.entry(40014, "invalid access_token"),
          Map.entry(40031, "invalid userid list"),
          Map.entry(40032, "invalid userid list size"),
          Map.entry(40033, "invalid charset"),
          Map.entry(40035, "invalid parameter"),
          Map.entry(40056, "invalid agentid"),
          Map.entry(40058, "invalid Request Parameter"),
          Map.entry(40063, "some parameters are empty"),
          Map.entry(40066, "invalid party list"),
          Map.entry(40068, "invalid tagid"),
          Map.entry(40074, "news message does not support safe"),
          Map.entry(40091, "invalid secret"),
          Map.entry(41001, "access_token missing"),
          Map.entry(41002, "corpid missing"),
          Map.entry(41004, "corpsecret missing"),
          Map.entry(41006, "media_id missing"),
          Map.entry(41011, "missing agentid"),
          Map.entry(41016, "missing title"),
          Map.entry(42001, "access_token expired"),
          Map.entry(43001, "require GET method"),
          Map.entry(43002, "require POST method"),
          Map.entry(43004, "require subscribe"),
          Map.entry(43013, "agent not visible to user"),
          Map.entry(44001, "empty media data"),
          Map.entry(44004, "text content is empty"),
          Map.entry(45001, "media size out of limit"),
          Map.entry(45002, "content size out of limit"),
          Map.entry(45007, "voice playing time out of limit"),
          Map.entry(45008, "article size out of limit"),
          Map.entry(45009, "api freq out of limit"),
          Map.entry(45027, "mpnews out of daily limit"),
          Map.entry(45032, "article author size out of limit"),
          Map.entry(45033, "api concurrent out of limit"),
          Map.entry(46004, "user not exist"),
          Map.entry(48002, "api forbidden"),
          Map.entry(50002, "user out of permitted range"),
          Map.entry(50003, "app disabled"),
          Map.entry(60011, "no privilege to access/modify contact/party/agent"),
          Map.entry(60020, "not allow to access from your ip"),
          Map.entry(60111, "userid not found"),
          Map.entry(81013, "user & party & tag all invalid"),
          Map.entry(82001, "all users, parties and tags are invalid"),
          Map.entry(82002, "invalid party list size"),
          Map.entry(82003, "invalid tag list size"),
          Map.entry(86001, "invalid chatid"),
          Map.entry(86003, "chatid not exist"),
          Map.entry(93000, "invalid webhook url"),
          Map.entry(93004, "robot disabled"),
          Map.entry(93008, "robot not in group"),
          Map.entry(301002, "not allow operate another agent with this accesstoken"),
          Map.entry(301017, "voice file must be amr"),
          Map.entry(301019, "media md5 not match"));

  private WeComErrors() {}

  static Optional<String> text(int errcode) {
    return Optional.ofNullable(TEXTS.get(errcode));
  }
}
