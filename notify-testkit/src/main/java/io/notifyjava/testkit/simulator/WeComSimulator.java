package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * WeCom (qyapi.weixin.qq.com) on 127.0.0.1: applications with tokens, messages and media, groups,
 * and group robots, strict where the real platform is.
 *
 * <p>Out of the box it has one application and one robot, every well-formed UserID, party and tag
 * is visible, and there are no limits but those that belong to each robot, member and message, so
 * that a plain test needs no set-up. Everything else is arranged by the methods here, as in {@code
 * wecom.person("lisi").isInvisible()}, or scripted, as in {@code
 * wecom.onMessage().first(3).answer(WeComReply.error(-1))}. It keeps hashes and counters of what it
 * saw, not messages. Thread-safe.
 *
 * <p>Sources: the vendor's pages "Get access_token", "Send application message", "Recall
 * application message", "Update template card", "Upload temporary media", "Group robots",
 * "Frequency limits" and "Global error codes", and replies observed in public threads. What is
 * documented nowhere is a choice of {@link WeComSimulatorBuilder}.
 *
 * @since 0.1.0
 */
public final class WeComSimulator extends Simulator {

  private final WeComSettings settings;
  private final WeComPlatform platform;

  WeComSimulator(WeComSettings settings, WireServer.Builder wire) {
    this(settings, new WeComPlatform(settings), wire);
  }

  private WeComSimulator(WeComSettings settings, WeComPlatform platform, WireServer.Builder wire) {
    super(platform, settings.controlEndpoints(), wire);
    this.settings = settings;
    this.platform = platform;
  }

  /** Starts with the defaults that {@link WeComSimulatorBuilder} documents. */
  public static WeComSimulatorBuilder builder() {
    return new WeComSimulatorBuilder();
  }

  /** A simulator with all defaults, already serving. */
  public static WeComSimulator start() {
    return builder().start();
  }

  /** The corporation's id. */
  public String corpId() {
    return settings.corpId();
  }

  /** The (first) application. */
  public WeComApplication application() {
    return platform.applications.first();
  }

  /**
   * The application with this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public WeComApplication application(long agentId) {
    WeComApplication application = platform.applications.find(agentId);
    if (application == null) {
      throw new IllegalArgumentException(
          "no application has agentid "
              + agentId
              + "; name it with application(agentId, secret) when building the simulator");
    }
    return application;
  }

  /** The (first) robot. */
  public WeComRobot robot() {
    return platform.robots.first();
  }

  /**
   * The robot with this key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public WeComRobot robot(String key) {
    return platform.robots.named(requireNonNull(key, "key"));
  }

  /** A member, to say how they stand; UserIDs ignore case. */
  public WeComRecipient person(String userId) {
    return new WeComRecipient(platform.directory, WeComDirectory.Kind.PERSON, userId);
  }

  /** A party (department), to say how it stands. */
  public WeComRecipient party(String partyId) {
    return new WeComRecipient(platform.directory, WeComDirectory.Kind.PARTY, partyId);
  }

  /** A tag, to say how it stands. */
  public WeComRecipient tag(String tagId) {
    return new WeComRecipient(platform.directory, WeComDirectory.Kind.TAG, tagId);
  }

  /** From now on people, parties and tags exist only if they were named. */
  public void nobodyElseExists() {
    platform.directory.close();
  }

  /**
   * Adds a group that an application made. Once there is one, other ids are refused with 86003.
   *
   * @param chatId up to 32 letters and digits
   */
  public void group(String chatId) {
    platform.messages.groups().add(requireNonNull(chatId, "chatId"));
  }

  /**
   * Lets calls come through from these addresses only: 60020 if {@link
   * WeComSimulatorBuilder#callerIp} is not among them. Without any, as to begin with, calls come
   * through from everywhere. Robots never ask.
   */
  public void trustedIps(String... ips) {
    platform.trust(Set.of(ips));
  }

  /**
   * How long tokens handed out from now on live, and what {@code expires_in} says.
   *
   * @param lifetime one second to 7200 s
   */
  public void tokenLifetime(Duration lifetime) {
    platform.tokens.lifetime(SimulatorBuilder.checkedLifetime(lifetime));
  }

  /** Scripts gettoken. */
  public WeComScript onToken() {
    return on(WeComApi.TOKEN);
  }

  /** Scripts message/send. */
  public WeComScript onMessage() {
    return on(WeComApi.MESSAGE);
  }

  /** Scripts the calls of all robots, uploads not among them. */
  public WeComScript onRobot() {
    return on(WeComApi.ROBOT);
  }

  /** Scripts the calls of one robot, uploads not among them. */
  public WeComScript onRobot(String key) {
    requireNonNull(key, "key");
    return onRobot().whenRequest(request -> request.query("key").filter(key::equals).isPresent());
  }

  /** Scripts one kind of call. */
  public WeComScript on(WeComApi api) {
    return new WeComScript(platform.rulebook, EnumSet.of(api));
  }

  /** Scripts every call. */
  public WeComScript onAny() {
    return new WeComScript(platform.rulebook, EnumSet.allOf(WeComApi.class));
  }

  @Override
  WeComApi api(String name) {
    return SimulatorOptions.one(WeComApi.values(), name);
  }

  @Override
  String orders() {
    return """
        POST /_sim/person?userid=U&standing=unknown               or visible, invisible, unlicensed
        POST /_sim/trusted-ips?ips=1.2.3.4,5.6.7.8                60020 for others; none: all trusted
        """;
  }

  @Override
  boolean arrange(String name, Order order) {
    switch (name) {
      case "person" -> stand(person(order.text("userid")), order.text("standing"));
      case "trusted-ips" -> trustedIps(order.list("ips"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void stand(WeComRecipient person, String standing) {
    switch (standing) {
      case "visible" -> person.isVisible();
      case "invisible" -> person.isInvisible();
      case "unknown" -> person.isUnknown();
      case "unlicensed" -> person.isUnlicensed();
      default ->
          throw new IllegalArgumentException(
              "expected one of visible, invisible, unknown, unlicensed, but was " + standing);
    }
  }

  /** What was seen and done until now. */
  public WeComCounts counts() {
    return platform.counts();
  }
}
