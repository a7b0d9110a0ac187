/**
 * Short messages through Aliyun (Alibaba Cloud, product Dysmsapi): the provider that sends them.
 *
 * <p>Services build one account for each Aliyun account ({@link
 * io.notifyjava.sms.aliyun.AliyunSms}) and send {@link io.notifyjava.message.SmsMessage}s;
 * everything else is package-private. Uses the core's values and its SPI, {@code notify-http},
 * Jackson, and of the vendor's SDK core its canonical strings and credential types; never another
 * provider.
 */
@NullMarked
package io.notifyjava.sms.aliyun;

import org.jspecify.annotations.NullMarked;
