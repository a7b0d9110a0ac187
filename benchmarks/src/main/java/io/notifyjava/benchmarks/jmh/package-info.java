/** What a message costs inside of this library, without any network; run by JMH. */
@NullMarked
package io.notifyjava.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
