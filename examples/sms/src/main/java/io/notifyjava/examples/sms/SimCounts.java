package io.notifyjava.examples.sms;

/**
 * What a simulator saw.
 *
 * @param calls calls to send, however answered
 * @param accepted messages that it took
 * @param duplicates messages among them that the same number had already
 */
record SimCounts(long calls, long accepted, long duplicates) {}
