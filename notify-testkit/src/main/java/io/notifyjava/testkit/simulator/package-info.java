/**
 * Stand-ins for the providers' platforms, strict where the real ones are.
 *
 * <p>Lives here: the simulators of a WeChat official account and of WeCom, the scripts, serving and
 * observing that they share, the state of each; and a program that serves either. Tests of
 * providers, examples and users' own tests may call them. They are built on {@code
 * io.notifyjava.testkit.wire} and know nothing of the library's own types, so that they can't share
 * a misunderstanding with the code under test.
 */
@NullMarked
package io.notifyjava.testkit.simulator;

import org.jspecify.annotations.NullMarked;
