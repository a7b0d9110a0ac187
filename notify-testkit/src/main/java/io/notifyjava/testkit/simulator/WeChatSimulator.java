package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A WeChat official account on 127.0.0.1: tokens, template messages and customer-service messages,
 * strict where the real platform is.
 *
 * <p>Out of the box it has one account, accepts every well-formed open id and template id, keeps
 * all windows open and has no quotas, so that a plain test needs no set-up. Everything else is
 * arranged by the methods here or scripted with {@link #onToken()}, {@link #onTemplate()} and
 * {@link #onCustomer()}. It keeps hashes and counters of what it saw, not messages, so a million of
 * them fit in a small heap. Thread-safe.
 *
 * <p>Sources: the vendor's pages "Get access token", "Get stable access token", "Send template
 * message" (revision 2025-11-26) and "Send customer-service message", and replies observed in
 * public threads.
 *
 * @since 0.1.0
 */
public final class WeChatSimulator extends Simulator {

  private static final Duration USER_MESSAGE_WINDOW = Duration.ofDays(2);
  private static final int USER_MESSAGE_COUNT = 5;

  private final SimulatorSettings settings;
  private final Platform platform;

  WeChatSimulator(SimulatorSettings settings, WireServer.Builder wire) {
    this(settings, new Platform(settings), wire);
  }

  private WeChatSimulator(SimulatorSettings settings, Platform platform, WireServer.Builder wire) {
    super(platform, settings.controlEndpoints(), wire);
    this.settings = settings;
    this.platform = platform;
  }

  /** Starts with the defaults that {@link WeChatSimulatorBuilder} documents. */
  public static WeChatSimulatorBuilder builder() {
    return new WeChatSimulatorBuilder();
  }

  /** A simulator with all defaults, already serving. */
  public static WeChatSimulator start() {
    return builder().start();
  }

  /** The app id of the (first) account. */
  public String appId() {
    return settings.accounts().keySet().iterator().next();
  }

  /** The app secret of the (first) account. */
  public String appSecret() {
    return settings.accounts().values().iterator().next();
  }

  /** Scripts both token calls. */
  public WeChatScript onToken() {
    return script(EnumSet.of(WeChatApi.TOKEN, WeChatApi.STABLE_TOKEN));
  }

  /** Scripts template/send. */
  public WeChatScript onTemplate() {
    return script(EnumSet.of(WeChatApi.TEMPLATE));
  }

  /** Scripts custom/send. */
  public WeChatScript onCustomer() {
    return script(EnumSet.of(WeChatApi.CUSTOMER));
  }

  /** Scripts every call. */
  public WeChatScript onAny() {
    return script(EnumSet.allOf(WeChatApi.class));
  }

  /**
   * How long tokens handed out from now on live, and what {@code expires_in} says.
   *
   * @param lifetime one second to 7200 s; the five minutes of overlap shrink in proportion
   */
  public void tokenLifetime(Duration lifetime) {
    platform.tokens.lifetime(SimulatorBuilder.checkedLifetime(lifetime));
  }

  /** Opens a person's window as their message would: 5 messages within 48 hours. */
  public void openWindow(String openId) {
    openWindow(openId, USER_MESSAGE_COUNT);
  }

  /** Opens a person's window for this many messages within 48 hours; then 45047, later 45015. */
  public void openWindow(String openId, int messages) {
    openWindow(openId, messages, USER_MESSAGE_WINDOW);
  }

  /** Opens a person's window for this many messages, zero or more, within this time. */
  public void openWindow(String openId, int messages, Duration validFor) {
    if (messages < 0) {
      throw new IllegalArgumentException(
          "a window has room for zero or more messages, but was given " + messages);
    }
    platform.windows.open(requireNonNull(openId, "openId"), messages, validFor);
  }

  /** Closes a person's window: 45015. */
  public void closeWindow(String openId) {
    platform.windows.close(requireNonNull(openId, "openId"));
  }

  /** Closes the windows of all people that the rule picks and that were not named one by one. */
  public void closedWhen(Predicate<String> openId) {
    platform.windows.closedWhen(requireNonNull(openId, "openId"));
  }

  /** Closes this share of all windows, as {@link ClosedShare} picks them. */
  public void closedShare(double share) {
    closedWhen(new ClosedShare(share));
  }

  /** Says how a person stands to the account; by default everyone follows. */
  public void follower(String openId, Follower standing) {
    platform.recipients.set(requireNonNull(openId, "openId"), requireNonNull(standing, "standing"));
  }

  /**
   * Adds a template to the account. Once there is one, other template ids are refused with 40037.
   *
   * @param templateId the id
   * @param keys data keys that a message must have; 47003 without one
   */
  public void registerTemplate(String templateId, String... keys) {
    platform.templates.register(requireNonNull(templateId, "templateId"), Set.of(keys));
  }

  /** Bans a template: 43116. */
  public void banTemplate(String templateId) {
    platform.templates.ban(requireNonNull(templateId, "templateId"));
  }

  /** Allows so many calls per day in Beijing and account, zero or more; then 45009. */
  public void dailyQuota(WeChatApi api, long calls) {
    platform.quotas.daily(requireNonNull(api, "api"), calls);
  }

  /** Allows so many calls per minute of the clock and account, zero or more; then 45011. */
  public void minuteQuota(WeChatApi api, long calls) {
    platform.quotas.perMinute(requireNonNull(api, "api"), calls);
  }

  /** Gives all quotas back, as the vendor's clear_quota does. */
  public void refillQuotas() {
    platform.quotas.refill();
  }

  /** What was seen and done until now. */
  public SimulatorCounts counts() {
    return platform.counts();
  }

  private WeChatScript script(Set<WeChatApi> apis) {
    return new WeChatScript(platform.rulebook, apis);
  }
}
