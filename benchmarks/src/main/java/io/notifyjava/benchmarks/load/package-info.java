/**
 * One load run in a JVM of its own: the clients that are compared, who drives them, and what is
 * measured meanwhile.
 */
@NullMarked
package io.notifyjava.benchmarks.load;

import org.jspecify.annotations.NullMarked;
