/** Tests of the corridor, in virtual time. */
@NullMarked
package io.notifyjava.internal.corridor;

import org.jspecify.annotations.NullMarked;
