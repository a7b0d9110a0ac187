package io.notifyjava.wechat;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the three kinds of subscription messages share. Its public methods are not final, so that
 * javac gives the public subclasses accessible ones of their own.
 */
abstract sealed class SubscriptionBase implements Message
    permits SubscriptionMessage, ServiceSubscriptionMessage, OneTimeSubscriptionMessage {

  private final Recipient recipient;
  private final String templateId;
  private final MessageOptions options;

  SubscriptionBase(Builder<?> builder) {
    this.recipient = Objects.requireNonNull(builder.recipient);
    this.templateId = Objects.requireNonNull(builder.templateId);
    this.options = builder.given();
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public Recipient recipient() {
    return recipient;
  }

  @Override
  public MessageOptions options() {
    return options;
  }

  /** Returns WeChat's id of the template. */
  public String templateId() {
    return templateId;
  }

  final boolean sameBase(SubscriptionBase that) {
    return recipient.equals(that.recipient)
        && templateId.equals(that.templateId)
        && options.equals(that.options);
  }

  final int baseHash() {
    return Objects.hash(recipient, templateId, options);
  }

  /** Says of an optional part whether it is there. */
  static String given(@Nullable Object part) {
    return part == null ? "none" : "given";
  }

  /**
   * What their builders share.
   *
   * @param <B> the builder itself, so that calls chain
   */
  abstract static class Builder<B extends Builder<B>> extends MessageBuilder<B> {

    private @Nullable Recipient recipient;
    private @Nullable String templateId;

    /**
     * The recipient's open id; required.
     *
     * @throws IllegalArgumentException if it is blank, longer than 320 characters, or holds blanks
     *     or control characters
     */
    public B to(String openId) {
      recipient = Recipient.openId(Checks.id("openId", openId, 320));
      return me();
    }

    /**
     * WeChat's id of the template that the recipient subscribed to; required.
     *
     * @throws IllegalArgumentException if it is blank, longer than 128 characters, or holds blanks
     */
    public B templateId(String templateId) {
      this.templateId = Checks.id("templateId", templateId, 128);
      return me();
    }

    abstract B me();

    final B like(SubscriptionBase message) {
      recipient = message.recipient;
      templateId = message.templateId;
      return options(message.options);
    }

    final List<String> missing() {
      List<String> problems = Checks.problems();
      if (recipient == null) {
        problems.add("the recipient is missing; call to(openId)");
      }
      if (templateId == null) {
        problems.add("templateId is missing");
      }
      return problems;
    }

    private MessageOptions given() {
      return buildOptions();
    }
  }
}
