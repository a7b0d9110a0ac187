/** Runs the samples and holds the READMEs to them. */
@NullMarked
package io.notifyjava.examples.quickstart;

import org.jspecify.annotations.NullMarked;
