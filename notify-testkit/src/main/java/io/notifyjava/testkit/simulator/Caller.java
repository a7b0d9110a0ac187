package io.notifyjava.testkit.simulator;

/**
 * The account whose token a call carries.
 *
 * @param appId its app id
 * @param kind what it is allowed to do
 */
record Caller(String appId, AccountKind kind) {}
