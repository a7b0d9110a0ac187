/**
 * Short messages through Huawei Cloud Message &amp; SMS (MSGSMS).
 *
 * <p>Services call {@link io.notifyjava.sms.huawei.HuaweiSms}; configuration finds {@link
 * io.notifyjava.sms.huawei.HuaweiSmsProviderFactory}. Everything else is this package's own.
 */
@NullMarked
package io.notifyjava.sms.huawei;

import org.jspecify.annotations.NullMarked;
