package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Recipient;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what an answer with errcode 0 means for each message. WeCom takes a call if one recipient is
 * good, and names the others in the answer.
 *
 * <p>A name that nobody asked for means that somebody was not reached and nobody knows who. Where
 * the message goes to a party, a tag or everybody, it can be a member whom those brought along;
 * else the outcome is unknown.
 */
final class Verdicts {

  private static final Failure NO_MEMBER =
      Failure.permanent(
          FailureReason.INVALID_RECIPIENT,
          "invaliduser",
          "WeCom took the call, but knows no such member, or the application is not visible to the"
              + " member; check the id and the application's visible range");
  private static final Failure NO_LICENCE =
      Failure.permanent(
          FailureReason.RECIPIENT_REFUSED,
          "unlicenseduser",
          "WeCom took the call, but the member has no licence for the API, or it has expired");
  private static final Failure NOBODY =
      Failure.permanent(
          FailureReason.INVALID_RECIPIENT,
          "nobody-reached",
          "WeCom took the call, but names every recipient as not reached; check the ids and the"
              + " application's visible range");

  private Verdicts() {}

  /** Returns what became of a message to an audience. */
  static SendResult of(WeComAudience audience, Answer answer, Instant now) {
    if (audience.isOneUser()) {
      return ofUsers(audience.users(), answer, now).get(0);
    }
    Set<String> foreign = new TreeSet<>();
    Set<Recipient> unreached = new LinkedHashSet<>();
    TreeMap<String, String> users = new TreeMap<>();
    audience.users().forEach(user -> users.put(WeComAudience.key(user), user));
    for (List<String> names : List.of(answer.invalidUsers(), answer.unlicensedUsers())) {
      for (String name : names) {
        String known = users.get(WeComAudience.key(name));
        if (known == null && !audience.holdsGroups()) {
          foreign.add(name);
        } else {
          unreached.add(new Recipient(WeComAudience.USER, known == null ? name : known));
        }
      }
    }
    groups(WeComAudience.PARTY, answer.invalidParties(), audience.parties(), unreached, foreign);
    groups(WeComAudience.TAG, answer.invalidTags(), audience.tags(), unreached, foreign);
    if (audience.isAll()) {
      foreign.forEach(name -> unreached.add(new Recipient(WeComAudience.PARTY, name)));
    } else if (!foreign.isEmpty()) {
      return strangers(foreign.size());
    }
    return isEverybody(audience, unreached)
        ? SendResult.rejected(NOBODY)
        : SendResult.accepted(receipt(answer, now).withUnreached(List.copyOf(unreached)));
  }

  private static void groups(
      String kind,
      List<String> names,
      List<String> ours,
      Set<Recipient> unreached,
      Set<String> foreign) {
    for (String name : names) {
      if (ours.contains(name)) {
        unreached.add(new Recipient(kind, name));
      } else {
        foreign.add(name);
      }
    }
  }

  private static boolean isEverybody(WeComAudience audience, Set<Recipient> unreached) {
    return !audience.isAll()
        && has(WeComAudience.USER, audience.users(), unreached)
        && has(WeComAudience.PARTY, audience.parties(), unreached)
        && has(WeComAudience.TAG, audience.tags(), unreached);
  }

  private static boolean has(String kind, List<String> ids, Set<Recipient> unreached) {
    return ids.stream().allMatch(id -> unreached.contains(new Recipient(kind, id)));
  }

  /**
   * Returns what became of messages to one member each that shared a call, in their order.
   *
   * @param users whose ids differ in more than case
   */
  static List<SendResult> ofUsers(List<String> users, Answer answer, Instant now) {
    Set<String> invalid = keys(answer.invalidUsers());
    Set<String> unlicensed = keys(answer.unlicensedUsers());
    Set<String> foreign = new TreeSet<>(invalid);
    foreign.addAll(unlicensed);
    users.forEach(user -> foreign.remove(WeComAudience.key(user)));
    int strangers = foreign.size() + answer.invalidParties().size() + answer.invalidTags().size();
    SendResult rest =
        strangers > 0 ? strangers(strangers) : SendResult.accepted(receipt(answer, now));
    List<SendResult> results = new ArrayList<>(users.size());
    for (String user : users) {
      String key = WeComAudience.key(user);
      results.add(
          refused(invalid.contains(key), unlicensed.contains(key))
              .<SendResult>map(SendResult::rejected)
              .orElse(rest));
    }
    return results;
  }

  private static Optional<Failure> refused(boolean invalid, boolean unlicensed) {
    if (invalid) {
      return Optional.of(NO_MEMBER);
    }
    return unlicensed ? Optional.of(NO_LICENCE) : Optional.empty();
  }

  private static Set<String> keys(List<String> names) {
    Set<String> keys = new TreeSet<>();
    names.forEach(name -> keys.add(WeComAudience.key(name)));
    return keys;
  }

  private static SendResult strangers(int count) {
    return SendResult.unknown(
        Failure.permanent(
            FailureReason.PROTOCOL,
            "unknown-names",
            "WeCom took the call and names %d as not reached who were not among the recipients,"
                    .formatted(count)
                + " so it cannot be told who was; look at the application's message log"));
  }

  private static Receipt receipt(Answer answer, Instant now) {
    Receipt receipt = Receipt.of(answer.msgid(), now);
    return answer.responseCode() == null ? receipt : receipt.withUpdateCode(answer.responseCode());
  }
}
