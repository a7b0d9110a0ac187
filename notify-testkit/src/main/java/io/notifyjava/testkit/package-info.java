/** Placeholder. */
@NullMarked
package io.notifyjava.testkit;

import org.jspecify.annotations.NullMarked;
