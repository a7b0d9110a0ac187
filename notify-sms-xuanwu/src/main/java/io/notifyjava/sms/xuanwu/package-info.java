/**
 * Short messages through Xuanwu (玄武科技): MOS REST, and the older cgi-bin interface.
 *
 * <p>Services set accounts up with {@link io.notifyjava.sms.xuanwu.XuanwuSms} and send {@link
 * io.notifyjava.message.SmsMessage}s. Everything that is not part of that setting up is
 * package-private. Uses the core's values, its templates of short messages and its SPI, and {@code
 * notify-http}.
 *
 * <p>No vendor documentation is public: what stands here about Xuanwu comes from public clients and
 * vendor samples in public repositories, and what they leave open is a setting.
 */
@NullMarked
package io.notifyjava.sms.xuanwu;

import org.jspecify.annotations.NullMarked;
