/**
 * Writes down all that the tests of a module log and throw. Put on the class path of a module's
 * tests, it starts by itself; what it wrote is searched by {@code checks/leaks} at the end of the
 * build. Only that one calls it.
 */
@NullMarked
package io.notifyjava.checks.recording;

import org.jspecify.annotations.NullMarked;
