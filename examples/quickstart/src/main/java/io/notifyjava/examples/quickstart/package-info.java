/**
 * The README's samples, compiled and run: one message, and what else fits on a page. Nothing
 * imports it.
 */
@NullMarked
package io.notifyjava.examples.quickstart;

import org.jspecify.annotations.NullMarked;
