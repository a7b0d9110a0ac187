/**
 * What the simulators of several protocols share and nobody else needs: hashes of messages, the set
 * that notices duplicates, and counts by recipient.
 *
 * <p>For packages of this module only. It depends on the JDK alone.
 */
@NullMarked
package io.notifyjava.testkit.internal;

import org.jspecify.annotations.NullMarked;
