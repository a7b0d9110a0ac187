/**
 * A program that sends a message to everybody in a CSV file: customer-service messages where the
 * window is open, template messages where it is not, and a truthful report at the end.
 *
 * <p>Uses the public interfaces of the library and nothing internal. {@link
 * io.notifyjava.examples.broadcast.Broadcast} is the way in; nobody calls anything else from
 * outside.
 */
@NullMarked
package io.notifyjava.examples.broadcast;

import org.jspecify.annotations.NullMarked;
