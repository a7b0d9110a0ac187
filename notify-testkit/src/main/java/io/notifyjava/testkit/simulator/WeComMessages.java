package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends, recalls and changes messages of applications. Thread-safe. */
final class WeComMessages {

  private static final int MP_NEWS_PER_DAY = 100;
  private static final int DEFAULT_INTERVAL = 1800;
  private static final int LONGEST_INTERVAL = 14_400;
  private static final long RECALL_MILLIS = Duration.ofDays(1).toMillis();
  private static final long RESPONSE_MILLIS = Duration.ofDays(3).toMillis();
  private static final Set<String> GROUP_KINDS =
      Set.of("text", "image", "voice", "video", "file", "textcard", "news", "mpnews", "markdown");

  private final WeComApplications applications;
  private final WeComDirectory directory;
  private final WeComContent content;
  private final WeComLedger ledger;
  private final SealedIds ids;
  private final WeComChoices choices;
  private final DayCount mpNews;
  private final DayCount personTimes;
  private final LongHashSet tasks = new LongHashSet();
  private final LongHashSet usedCodes = new LongHashSet();
  private final WeComGroups groups = new WeComGroups();

  WeComMessages(
      WeComApplications applications,
      WeComDirectory directory,
      WeComMedia media,
      WeComLedger ledger,
      SealedIds ids,
      WeComChoices choices,
      Clock clock) {
    this.applications = applications;
    this.directory = directory;
    this.content = new WeComContent(media, choices.miniPrograms());
    this.ledger = ledger;
    this.ids = ids;
    this.choices = choices;
    this.mpNews = new DayCount(clock);
    this.personTimes = new DayCount(clock);
  }

  WeComGroups groups() {
    return groups;
  }

  void clear() {
    mpNews.clear();
    personTimes.clear();
    tasks.clear();
    usedCodes.clear();
    groups.clear();
  }

  WeComReply send(WeComApplication sender, LenientBody body, byte[] bytes) {
    JsonNode root = body.root();
    requireAgent(sender, body);
    String type = body.text(root, "msgtype");
    WeComContent.Checked checked = content.check(body, type);
    checkFlags(body, type);
    Addressees to = Addressees.of(body, directory, choices.missingRecipients());
    if (to.everyone() && type.equals("miniprogram_notice")) {
      throw new Refused(40035);
    }
    if (to.nobody()) {
      WeComReply all = WeComReply.error(81013);
      throw new Refused(to.named(all, choices.recipientLists()));
    }
    long agentId = sender.agentId();
    WeComLedger.Check check = check(agentId, body, bytes);
    if (!check.fresh()) {
      return to.named(suppressed(agentId, bytes, check), choices.recipientLists());
    }
    try {
      charge(agentId, type, to, checked);
    } catch (Refused refused) {
      ledger.forget(agentId, bytes);
      throw refused;
    }
    ledger.deliver(agentId, to, bytes, ids.nowMillis());
    ledger.noteCut(body);
    WeComReply reply = WeComReply.accepted(msgid(agentId, body, bytes, check));
    if (checked.interactive()) {
      reply = reply.withResponseCode(ids.seal(SealedIds.Kind.RESPONSE_CODE, agentId));
    }
    return to.named(reply, choices.recipientLists());
  }

  WeComReply recall(WeComApplication sender, LenientBody body) {
    String msgid = body.text(body.root(), "msgid");
    if (msgid.isEmpty()) {
      throw new Refused(40063);
    }
    SealedIds.Opened opened =
        ids.open(msgid)
            .filter(id -> id.kind() == SealedIds.Kind.MESSAGE)
            .filter(id -> id.owner() == sender.agentId())
            .orElseThrow(() -> WeComFields.invalid("field `msgid` invalid"));
    if (opened.ageMillis() >= RECALL_MILLIS) {
      throw WeComFields.invalid("field `msgid` older than 24 hours");
    }
    ledger.recalled.increment();
    return WeComReply.ok();
  }

  WeComReply updateCard(WeComApplication sender, LenientBody body) {
    JsonNode root = body.root();
    requireAgent(sender, body);
    List<String> people = body.texts(root, "userids");
    boolean button = !body.text(body.object(root, "button"), "replace_name").isEmpty();
    if (body.has(root, "template_card")) {
      content.check(body, "template_card");
    } else if (!button) {
      throw WeComFields.missing("button.replace_name");
    }
    String code = body.text(root, "response_code");
    Optional<SealedIds.Opened> opened =
        ids.open(code)
            .filter(id -> id.kind() == SealedIds.Kind.RESPONSE_CODE)
            .filter(id -> id.owner() == sender.agentId())
            .filter(id -> id.ageMillis() < RESPONSE_MILLIS);
    if (opened.isEmpty() || !usedCodes.add(opened.get().hash())) {
      throw WeComFields.invalid("field `response_code` invalid");
    }
    ledger.cardsUpdated.increment();
    List<String> invalid =
        people.stream()
            .filter(
                person ->
                    directory.standing(WeComDirectory.Kind.PERSON, person)
                        != WeComDirectory.Standing.VISIBLE)
            .toList();
    // This page shows an array, unlike that of message/send.
    return WeComReply.ok().with(WeComReply.Field.INVALID_USER, invalid, RecipientLists.ARRAY);
  }

  WeComReply group(LenientBody body) {
    String chatId = body.text(body.root(), "chatid");
    groups.require(chatId);
    String type = body.text(body.root(), "msgtype");
    if (!GROUP_KINDS.contains(type)) {
      throw new Refused(40008);
    }
    content.check(body, type);
    requireIn(body, "safe", 0, 1);
    ledger.groupMessages.increment();
    ledger.noteCut(body);
    return WeComReply.ok();
  }

  private void requireAgent(WeComApplication sender, LenientBody body) {
    JsonNode root = body.root();
    if (!body.has(root, "agentid")) {
      throw new Refused(41011);
    }
    long agentId = body.number(root, "agentid", -1);
    if (applications.find(agentId) == null) {
      throw new Refused(40056);
    }
    if (agentId != sender.agentId()) {
      throw new Refused(301002);
    }
  }

  private static void checkFlags(LenientBody body, String type) {
    long safe = requireIn(body, "safe", 0, 2);
    if (safe != 0 && type.equals("news")) {
      throw new Refused(40074);
    }
    if (safe == 2 && !type.equals("mpnews")) {
      throw new Refused(40035);
    }
    requireIn(body, "enable_id_trans", 0, 1);
    requireIn(body, "enable_duplicate_check", 0, 1);
    requireIn(body, "duplicate_check_interval", 0, LONGEST_INTERVAL);
  }

  private static long requireIn(LenientBody body, String name, long least, long most) {
    long value = body.number(body.root(), name, least);
    if (value < least || value > most) {
      throw new Refused(40035);
    }
    return value;
  }

  private static boolean asksForCheck(LenientBody body) {
    return body.number(body.root(), "enable_duplicate_check", 0) == 1;
  }

  private WeComLedger.Check check(long agentId, LenientBody body, byte[] bytes) {
    if (!asksForCheck(body)) {
      return WeComLedger.Check.NONE;
    }
    long seconds = body.number(body.root(), "duplicate_check_interval", 0);
    int interval = (int) (seconds == 0 ? DEFAULT_INTERVAL : seconds) * 1000;
    return ledger.check(agentId, bytes, ids.nowMillis(), interval);
  }

  private WeComReply suppressed(long agentId, byte[] bytes, WeComLedger.Check check) {
    ledger.suppressed.increment();
    return switch (choices.duplicateReply()) {
      case SAME_MSGID -> WeComReply.accepted(checkedId(agentId, bytes, check));
      case NEW_MSGID -> WeComReply.accepted(ids.seal(SealedIds.Kind.MESSAGE, agentId));
      case NO_MSGID -> WeComReply.ok();
    };
  }

  private String msgid(long agentId, LenientBody body, byte[] bytes, WeComLedger.Check check) {
    return asksForCheck(body)
        ? checkedId(agentId, bytes, check)
        : ids.seal(SealedIds.Kind.MESSAGE, agentId);
  }

  /** Made of what is remembered anyway, so that the same msgid can be told again. */
  private String checkedId(long agentId, byte[] bytes, WeComLedger.Check check) {
    long number = Hash64.of(bytes, agentId);
    return ids.seal(SealedIds.Kind.MESSAGE, agentId, check.sinceMillis(), number);
  }

  private void charge(long agentId, String type, Addressees to, WeComContent.Checked checked) {
    if (type.equals("mpnews") && !mpNews.add(agentId, 1, MP_NEWS_PER_DAY)) {
      throw new Refused(45027);
    }
    long limit = choices.personTimesPerDay();
    if (limit > 0 && !personTimes.add(agentId, to.people().size(), limit)) {
      throw new Refused(45009);
    }
    boolean task = !checked.taskId().isEmpty();
    if (task && !tasks.add(Hash64.of(checked.taskId(), agentId))) {
      throw WeComFields.invalid("field `task_id` used before");
    }
  }
}
