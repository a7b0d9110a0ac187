/**
 * Stand-ins for the providers' platforms, strict where the real ones are.
 *
 * <p>Lives here: the simulators of a WeChat official account (or mini program) and of WeCom, their
 * scripts, their state and what they observed; and a program that serves them to any client. Tests
 * of providers, examples and users' own tests may call them. They are built on {@code
 * io.notifyjava.testkit.wire} and know nothing of the library's own types, so that they can't share
 * a misunderstanding with the code under test.
 */
@NullMarked
package io.notifyjava.testkit.simulator;

import org.jspecify.annotations.NullMarked;
