/**
 * What the simulators of several protocols share and nobody else needs: hashes of messages and the
 * set that notices duplicates.
 *
 * <p>For packages of this module only. It depends on the JDK alone.
 */
@NullMarked
package io.notifyjava.testkit.internal;

import org.jspecify.annotations.NullMarked;
