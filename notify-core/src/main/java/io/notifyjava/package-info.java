/** Placeholder. */
@NullMarked
package io.notifyjava;

import org.jspecify.annotations.NullMarked;
