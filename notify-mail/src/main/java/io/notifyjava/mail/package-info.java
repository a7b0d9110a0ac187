/**
 * Mail over SMTP: accounts of type {@code mail-smtp}.
 *
 * <p>Services come in by {@link io.notifyjava.mail.SmtpMail}, configuration by {@link
 * io.notifyjava.mail.SmtpMailProviderFactory}; everything else is the module's own. Angus Mail
 * writes what mails look like; the conversation with the server is ours, see ADR 0011.
 */
@NullMarked
package io.notifyjava.mail;

import org.jspecify.annotations.NullMarked;
