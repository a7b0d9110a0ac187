/**
 * What the simulators of several protocols share and nobody else needs: hashes of messages, the set
 * that notices duplicates, counts by recipient, and the socket on which they listen.
 *
 * <p>For packages of this module only. It depends on the JDK and SLF4J alone.
 */
@NullMarked
package io.notifyjava.testkit.internal;

import org.jspecify.annotations.NullMarked;
