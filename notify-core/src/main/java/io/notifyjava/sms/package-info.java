/**
 * Logical templates of short messages: what a name means for each vendor, which values it takes,
 * and what the text is where a vendor wants text.
 *
 * <p>Uses {@code message}, {@code result} and {@code template}. Callers build an {@link
 * io.notifyjava.sms.SmsTemplates} for their notifier; providers of short messages read it.
 */
@NullMarked
package io.notifyjava.sms;

import org.jspecify.annotations.NullMarked;
