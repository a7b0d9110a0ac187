/**
 * The checks that every verifier makes in the same way: time, repetition, parameters. Used by the
 * packages of the schemes; not for anyone else.
 */
@NullMarked
package io.notifyjava.signing.internal.check;

import org.jspecify.annotations.NullMarked;
