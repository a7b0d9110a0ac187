package io.notifyjava.sms.aliyun;

import io.notifyjava.result.FailureReason;

/**
 * What one error code means.
 *
 * @param reason in the library's vocabulary
 * @param treatment what follows
 * @param blame whose fault it is
 * @param advice what it means and what to do next, for the failure's text
 */
record ErrorRule(FailureReason reason, Treatment treatment, Blame blame, String advice) {}
