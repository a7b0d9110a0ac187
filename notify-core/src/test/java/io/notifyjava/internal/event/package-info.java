/** Tests of what listeners get to see. */
@NullMarked
package io.notifyjava.internal.event;

import org.jspecify.annotations.NullMarked;
