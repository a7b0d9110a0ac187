/**
 * Searches what the tests of all modules logged and threw. The last step of the build; nobody calls
 * it.
 */
@NullMarked
package io.notifyjava.checks.leaks;

import org.jspecify.annotations.NullMarked;
