/** Placeholder. */
@NullMarked
package io.notifyjava.http;

import org.jspecify.annotations.NullMarked;
