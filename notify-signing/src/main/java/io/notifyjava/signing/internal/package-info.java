/** Bytes and digits that several packages of this module share. Not for anyone else. JDK only. */
@NullMarked
package io.notifyjava.signing.internal;

import org.jspecify.annotations.NullMarked;
