/**
 * Stand-ins for the providers' platforms, strict where the real ones are.
 *
 * <p>Lives here: the simulator of a WeChat official account, its scripts, its state and what it
 * observed; and a program that serves it. Tests of providers, examples and users' own tests may
 * call it. It is built on {@code io.notifyjava.testkit.wire} and knows nothing of the library's own
 * types, so that it can't share a misunderstanding with the code under test.
 */
@NullMarked
package io.notifyjava.testkit.simulator;

import org.jspecify.annotations.NullMarked;
