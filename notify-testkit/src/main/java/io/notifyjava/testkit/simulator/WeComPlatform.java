package io.notifyjava.testkit.simulator;

import java.util.List;
import java.util.Set;

/**
 * WeCom behind the wire: applications, their tokens and messages, media and group robots.
 *
 * <p>Owns the parts of the state; thread-safe because each of them is.
 */
final class WeComPlatform extends ScriptedPlatform {

  /** Eight articles of 666 KB are the longest message. */
  private static final int MOST_JSON_BYTES = 8 * 1024 * 1024;

  final WeComApplications applications;
  final WeComTokens tokens;
  final WeComDirectory directory = new WeComDirectory();
  final WeComMessages messages;
  final WeComRobots robots;
  private final WeComLedger ledger;
  private final WeComMedia media;
  private final SealedIds ids;
  private final WeComCallGate gate;
  private final WeComDialect dialect;
  private final String callerIp;
  private volatile Set<String> trustedIps = Set.of();

  WeComPlatform(WeComSettings settings) {
    this(
        settings,
        new WeComDialect(
            settings.hints(), settings.callerIp(), settings.choices().refuseEscapes()));
  }

  private WeComPlatform(WeComSettings settings, WeComDialect dialect) {
    super(List.of(WeComApi.values()), dialect, settings.recentRequests());
    WeComChoices choices = settings.choices();
    this.dialect = dialect;
    this.callerIp = settings.callerIp();
    this.applications = new WeComApplications(settings.applications());
    this.tokens = new WeComTokens(settings, applications);
    this.ids = new SealedIds(settings.ticker(), settings.seed());
    this.media = new WeComMedia(ids, settings.clock());
    this.ledger = new WeComLedger(settings.watchDuplicates(), choices.watchMembers());
    this.gate = new WeComCallGate(choices, settings.ticker());
    this.messages =
        new WeComMessages(applications, directory, media, ledger, ids, choices, settings.clock());
    this.robots =
        new WeComRobots(
            settings.robotKeys(), settings.ticker(), media, ledger, choices.robotTextBytes());
  }

  /** From now on calls come through from these addresses only; from any if there are none. */
  void trust(Set<String> ips) {
    trustedIps = Set.copyOf(ips);
  }

  @Override
  int longestBody(SimulatedApi api) {
    boolean upload = api == WeComApi.UPLOAD || api == WeComApi.ROBOT_UPLOAD;
    return upload ? Integer.MAX_VALUE : MOST_JSON_BYTES;
  }

  @Override
  SimulatorReply act(Call call) {
    gate.enter(call);
    return switch ((WeComApi) call.api()) {
      case TOKEN -> {
        requireTrusted();
        yield tokens.handOut(call.request().query());
      }
      case ROBOT -> {
        WeComRobot robot = robots.of(call);
        yield warning(call, body -> robots.send(robot, body));
      }
      case ROBOT_UPLOAD -> robots.upload(call);
      case UPLOAD -> {
        sender(call);
        yield media.upload(call.request());
      }
      case MESSAGE -> {
        WeComApplication sender = sender(call);
        yield warning(call, body -> messages.send(sender, body, call.body()));
      }
      case RECALL -> {
        WeComApplication sender = sender(call);
        yield warning(call, body -> messages.recall(sender, body));
      }
      case UPDATE_CARD -> {
        WeComApplication sender = sender(call);
        yield warning(call, body -> messages.updateCard(sender, body));
      }
      case GROUP -> {
        sender(call);
        yield warning(call, messages::group);
      }
    };
  }

  private WeComApplication sender(Call call) {
    WeComApplication sender = tokens.application(call.request().query().get("access_token"));
    requireTrusted();
    sender.requireSender();
    return sender;
  }

  private void requireTrusted() {
    Set<String> trusted = trustedIps;
    if (!trusted.isEmpty() && !trusted.contains(callerIp)) {
      throw new Refused(60020);
    }
  }

  /** What is done with a body. */
  @FunctionalInterface
  private interface Work {
    WeComReply on(LenientBody body);
  }

  private WeComReply warning(Call call, Work work) {
    LenientBody body = new LenientBody(call.json());
    try {
      WeComReply reply = work.on(body);
      return body.warned() ? reply.warned() : reply;
    } catch (Refused refused) {
      if (body.warned()) {
        throw new Refused(((WeComReply) refused.reply(dialect)).warned());
      }
      throw refused;
    }
  }

  @Override
  void adopt(SimulatorReply.HandedOut token) {
    tokens.adopt(token.value(), token.expiresIn());
  }

  @Override
  void killTokens() {
    tokens.killAll();
  }

  @Override
  WeComCounts counts() {
    return new WeComCounts(
        counters.calls(WeComApi.class),
        ledger.messages.sum(),
        ledger.people.sum(),
        ledger.dropped.sum(),
        ledger.duplicates.sum(),
        ledger.suppressed.sum(),
        ledger.cut.sum(),
        ledger.groupMessages.sum(),
        robots.accepted(),
        ledger.recalled.sum(),
        ledger.cardsUpdated.sum(),
        media.uploads(),
        connectionRules.connections(),
        counters.errors());
  }

  @Override
  void clear() {
    applications.reset();
    tokens.clear();
    directory.clear();
    messages.clear();
    robots.reset();
    ledger.clear();
    media.clear();
    ids.clear();
    gate.clear();
    trustedIps = Set.of();
  }
}
