/**
 * WeChat official accounts: the messages that one can send, and the provider that sends them.
 *
 * <p>Services build messages ({@link io.notifyjava.wechat.TemplateMessage}, {@link
 * io.notifyjava.wechat.CustomerMessage}, {@link io.notifyjava.wechat.SubscriptionMessage} and its
 * two siblings), do what else an account can ({@link io.notifyjava.wechat.WeChatAccount}), and
 * build one account for each official account ({@link io.notifyjava.wechat.WeChat}); the codecs are
 * for an outbox, which finds them by {@code ServiceLoader}; everything else is package-private, or
 * in {@code internal} for this module alone. Uses the core's values and its SPI, {@code
 * notify-http} and Jackson; never another provider.
 */
@NullMarked
package io.notifyjava.wechat;

import org.jspecify.annotations.NullMarked;
