package io.notifyjava.testkit.smtp;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one simulator share.
 *
 * @param tls null if it never encrypts
 */
record SmtpServer(
    SmtpSettings settings, SmtpRules rules, SmtpLedger ledger, @Nullable SSLContext tls) {}
