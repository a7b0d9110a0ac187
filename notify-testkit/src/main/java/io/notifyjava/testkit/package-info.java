/**
 * What a test of a service or of a provider needs: a clock that is moved by hand, a provider that
 * records and answers by script, a message to send, assertions about results, and the context that
 * a notifier would give.
 *
 * <p>Uses the public packages of the core, and no other package of this module but its own. For
 * tests only; everyone may call it there.
 */
@NullMarked
package io.notifyjava.testkit;

import org.jspecify.annotations.NullMarked;
