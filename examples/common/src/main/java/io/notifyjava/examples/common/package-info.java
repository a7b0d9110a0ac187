/**
 * What the examples share: reading a CSV file row by row, the file of what was not accepted, the
 * progress, Ctrl-C, the environment, and the last line. Not published; the examples call it, and
 * nobody else.
 */
@NullMarked
package io.notifyjava.examples.common;

import org.jspecify.annotations.NullMarked;
