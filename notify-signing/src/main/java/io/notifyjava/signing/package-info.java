/**
 * What all schemes share: secrets and keys, parameters, the verdict on a request with its reason,
 * how old a request may be, and the guard against repeated ones.
 *
 * <p>For anyone who signs requests or verifies them. The schemes live in the packages below, which
 * use this one and never each other, except {@code migration}, which puts two of them side by side.
 * Uses the JDK only.
 */
@NullMarked
package io.notifyjava.signing;

import org.jspecify.annotations.NullMarked;
