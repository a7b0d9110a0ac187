/** Placeholder. */
@NullMarked
package io.notifyjava.examples.quickstart;

import org.jspecify.annotations.NullMarked;
