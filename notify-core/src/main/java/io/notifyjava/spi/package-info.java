/**
 * What the author of a provider implements, and what the engine hands to it.
 *
 * <p>Uses the floors below, never the engine. Interfaces here grow by default methods only.
 */
@NullMarked
package io.notifyjava.spi;

import org.jspecify.annotations.NullMarked;
