package io.notifyjava.http;

/**
 * What came of one HTTP call: a whole answer, the certainty that nothing was sent, or neither.
 *
 * <p>Immutable. Failures in it are free of secrets.
 *
 * @since 0.1.0
 */
public sealed interface HttpOutcome permits HttpAnswer, HttpNotSent, HttpMaybeSent {}
