/**
 * Several processes share one access token, which is killed every second: {@code examples/run
 * tokens}.
 */
@NullMarked
package io.notifyjava.examples.tokens;

import org.jspecify.annotations.NullMarked;
