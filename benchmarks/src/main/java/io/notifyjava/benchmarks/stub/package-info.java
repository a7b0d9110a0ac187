/**
 * A stub of WeChat and of two SMS services that is as fast as one thread can be, for load runs in
 * which the server must not be what is measured. Judges nothing; the strict simulator is in
 * notify-testkit.
 */
@NullMarked
package io.notifyjava.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
