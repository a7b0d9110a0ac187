package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A WeChat official account, or mini program, on 127.0.0.1: tokens, template, customer-service and
 * subscription messages, material and quotas, strict where the real platform is.
 *
 * <p>Out of the box it has one verified service account, accepts every well-formed open id,
 * template id and media id, keeps all windows open, has everybody's consent and no quotas, so that
 * a plain test needs no set-up. Naming one thing makes it strict about its kind: once a template is
 * registered others are unknown, once a person's window or consent is named it is counted.
 * Everything else is scripted with {@link #onToken()}, {@link #onTemplate()} and their like. It
 * keeps hashes and counters of what it saw, not messages, so a million of them fit in a small heap;
 * only the {@linkplain #recent() last calls} stay, whole. Thread-safe.
 *
 * <p>Sources: the vendor's pages "Get access token", "Get stable access token", "Send template
 * message" (revision 2025-11-26), "Send customer-service message", "Typing status", "Send
 * subscription message", "One-time subscription message", "Additional temporary material", "API
 * call limits" and "Query rid", and replies observed in public threads.
 *
 * @since 0.1.0
 */
public final class WeChatSimulator extends Simulator {

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

  /** Scripts subscription messages of all three kinds. */
  public WeChatScript onSubscription() {
    return on(WeChatApi.SUBSCRIBE, WeChatApi.SERVICE_SUBSCRIBE, WeChatApi.ONE_TIME_SUBSCRIBE);
  }

  /** Scripts media/upload. */
  public WeChatScript onUpload() {
    return on(WeChatApi.MEDIA_UPLOAD);
  }

  /** Scripts these calls. */
  public WeChatScript on(WeChatApi first, WeChatApi... more) {
    return script(EnumSet.of(first, more));
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
    openWindow(openId, UserAction.SENDS_MESSAGE);
  }

  /** Opens a person's window as this action does. */
  public void openWindow(String openId, UserAction action) {
    openWindow(openId, action.messages(), action.validFor());
  }

  /** Opens a person's window for this many messages within 48 hours; then 45047, later 45015. */
  public void openWindow(String openId, int messages) {
    openWindow(openId, messages, UserAction.SENDS_MESSAGE.validFor());
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

  /** Makes the open ids that the rule picks somebody else's, 40003, unless they were named. */
  public void foreignWhen(Predicate<String> openId) {
    platform.recipients.foreignWhen(requireNonNull(openId, "openId"));
  }

  /** Says how a person stands to the account; by default everyone follows. */
  public void follower(String openId, Follower standing) {
    platform.recipients.set(requireNonNull(openId, "openId"), requireNonNull(standing, "standing"));
  }

  /**
   * Adds a template for template messages to the account. Once there is a template of any kind,
   * other template ids are refused with 40037.
   *
   * @param templateId the id
   * @param keys data keys that a message must have, in the order of the text; 47003 without one
   */
  public void registerTemplate(String templateId, String... keys) {
    registerTemplate(TemplateKind.TEMPLATE, templateId, keys);
  }

  /**
   * Adds a template of this kind to the account; see {@link #registerTemplate(String, String[])}.
   */
  public void registerTemplate(TemplateKind kind, String templateId, String... keys) {
    requireNonNull(templateId, "templateId");
    platform.templates.register(templateId, requireNonNull(kind, "kind"), List.of(keys));
  }

  /**
   * Limits what one key of a template may be, as the console does for const and enum; 47003.
   *
   * @param key for example {@code const1}
   * @param values all that are allowed
   */
  public void allowValues(String templateId, String key, String... values) {
    requireNonNull(templateId, "templateId");
    platform.templates.allow(templateId, requireNonNull(key, "key"), Set.of(values));
  }

  /** Bans a template: 43116. */
  public void banTemplate(String templateId) {
    platform.templates.ban(requireNonNull(templateId, "templateId"));
  }

  /**
   * Lets a person agree to one more subscription message of a template. Consents add up; from the
   * first one on the person's consents to this template are counted, and 43101 without one.
   */
  public void consent(String openId, String templateId) {
    consent(openId, templateId, 1);
  }

  /** As {@link #consent(String, String)}, so many times, zero or more. */
  public void consent(String openId, String templateId, int times) {
    if (times < 0) {
      throw new IllegalArgumentException(
          "a person consents zero or more times, but was given " + times);
    }
    platform.consents.grant(
        requireNonNull(openId, "openId"), requireNonNull(templateId, "templateId"), times);
  }

  /**
   * Lets a person agree to one one-time subscription message in a scene. Doing it again before the
   * message changes nothing: these consents don't add up.
   *
   * @param scene 0 to 10000
   */
  public void consentOnce(String openId, String templateId, int scene) {
    if (scene < 0 || scene > 10_000) {
      throw new IllegalArgumentException("a scene lies between 0 and 10000, but was " + scene);
    }
    platform.consents.grantOnce(
        requireNonNull(openId, "openId"), requireNonNull(templateId, "templateId"), scene);
  }

  /** Lets a person refuse a template's messages, in all scenes: 43101 until the next consent. */
  public void refuseConsent(String openId, String templateId) {
    platform.consents.refuse(
        requireNonNull(openId, "openId"), requireNonNull(templateId, "templateId"));
  }

  /**
   * Adds permanent material. Once there is material, added here or uploaded, other media ids and
   * those of the wrong kind are refused with 40007.
   */
  public void registerMedia(String mediaId, MediaType type) {
    platform.media.register(requireNonNull(mediaId, "mediaId"), requireNonNull(type, "type"));
  }

  /**
   * Adds a customer-service worker, as {@code name@account}; once there is one, others are 61452.
   */
  public void registerStaff(String kfAccount) {
    platform.staff.add(requireNonNull(kfAccount, "kfAccount"));
  }

  /** Allows so many calls per day in Beijing and account, zero or more; then 45009. */
  public void dailyQuota(WeChatApi api, long calls) {
    platform.quotas.daily(requireNonNull(api, "api"), calls);
  }

  /** Allows so many calls per minute of the clock and account, zero or more; then 45011. */
  public void minuteQuota(WeChatApi api, long calls) {
    platform.quotas.perMinute(requireNonNull(api, "api"), calls);
  }

  /**
   * Sets the quotas that the vendor publishes for verified accounts: per day 2000 classic tokens,
   * 500,000 stable ones and customer messages, 100,000 template messages and 10 million
   * subscription messages of a mini program; per minute 10,000 stable tokens.
   */
  public void documentedQuotas() {
    for (WeChatApi api : WeChatApi.values()) {
      if (QuotaBook.documentedDaily(api) > 0) {
        dailyQuota(api, QuotaBook.documentedDaily(api));
      }
    }
    minuteQuota(WeChatApi.STABLE_TOKEN, 10_000);
  }

  /** Gives all quotas back to all accounts, as the vendor's clear_quota does to one. */
  public void refillQuotas() {
    platform.quotas.refill();
  }

  /**
   * How many template messages reached a person, repeated ones that {@code client_msg_id} stopped
   * left out; 0 if duplicates are not watched.
   */
  public int templatesTo(String openId) {
    return platform.ledger.templatesTo(openId);
  }

  /** What was seen and done until now. */
  public SimulatorCounts counts() {
    return platform.counts();
  }

  private WeChatScript script(Set<WeChatApi> apis) {
    return new WeChatScript(platform.rulebook, apis);
  }
}
