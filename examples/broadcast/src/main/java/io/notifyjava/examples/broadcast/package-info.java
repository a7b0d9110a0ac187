/** Placeholder. */
@NullMarked
package io.notifyjava.examples.broadcast;

import org.jspecify.annotations.NullMarked;
