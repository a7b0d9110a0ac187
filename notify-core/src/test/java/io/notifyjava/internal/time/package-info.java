/** Tests of our own threads. */
@NullMarked
package io.notifyjava.internal.time;

import org.jspecify.annotations.NullMarked;
