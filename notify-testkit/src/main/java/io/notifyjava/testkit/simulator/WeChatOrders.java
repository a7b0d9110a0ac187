package io.notifyjava.testkit.simulator;

/** The orders under {@code /_sim/} that only an official account has. */
final class WeChatOrders {

  static final String HELP =
      """
      POST /_sim/open-window?openid=O&messages=5                opens a person's window for 48 hours
      POST /_sim/user-action?openid=O&action=follows            opens it as sends-message, pays, ...
      POST /_sim/close-window?openid=O                          closes it: 45015
      POST /_sim/follower?openid=O&standing=not-following       or muted, blacklisted, minor, ...
      POST /_sim/consent?openid=O&template=T&times=1            to subscription messages
      POST /_sim/consent-once?openid=O&template=T&scene=1000    to a one-time one
      POST /_sim/refuse-consent?openid=O&template=T             takes consents back: 43101
      POST /_sim/template?id=T&kind=template&keys=thing1,time2  or kind subscription, one-time
      POST /_sim/staff?account=test1@kftest                     adds a customer-service worker
      POST /_sim/daily-quota?api=template&calls=100             45009 beyond
      """;

  private final Platform platform;

  WeChatOrders(Platform platform) {
    this.platform = platform;
  }

  /** Carries an order out; false if there is none of this name. */
  boolean carryOut(String name, ControlOrder order) {
    switch (name) {
      case "open-window" -> open(order, order.number("messages"), UserAction.SENDS_MESSAGE);
      case "user-action" -> {
        UserAction action = order.one(UserAction.class, "action");
        open(order, action.messages(), action);
      }
      case "close-window" -> platform.windows.close(order.text("openid"));
      case "follower" ->
          platform.recipients.set(order.text("openid"), order.one(Follower.class, "standing"));
      case "consent" ->
          platform.consents.grant(
              order.text("openid"), order.text("template"), order.number("times"));
      case "consent-once" ->
          platform.consents.grantOnce(
              order.text("openid"), order.text("template"), order.number("scene"));
      case "refuse-consent" ->
          platform.consents.refuse(order.text("openid"), order.text("template"));
      case "template" ->
          platform.templates.register(
              order.text("id"), order.one(TemplateKind.class, "kind"), order.list("keys"));
      case "staff" -> platform.staff.add(order.text("account"));
      case "daily-quota" -> platform.quotas.daily((WeChatApi) order.api(), order.number("calls"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void open(ControlOrder order, int messages, UserAction action) {
    platform.windows.open(order.text("openid"), messages, action.validFor());
  }
}
