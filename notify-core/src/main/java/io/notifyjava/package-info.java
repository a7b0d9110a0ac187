/**
 * The front door: {@link io.notifyjava.Notifier} and its builder.
 *
 * <p>The composition root. It may use every package; nothing imports it, save the applications that
 * embed the library.
 */
@NullMarked
package io.notifyjava;

import org.jspecify.annotations.NullMarked;
