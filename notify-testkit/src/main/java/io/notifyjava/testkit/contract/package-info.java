/**
 * The contracts of the library's seams as tests: who implements a seam extends its contract, says
 * how to reach a fake server, and inherits the tests.
 *
 * <p>Uses the core's public packages, this module's root and its wire package. Called by the tests
 * of provider modules and of everybody who writes a provider.
 */
@NullMarked
package io.notifyjava.testkit.contract;

import org.jspecify.annotations.NullMarked;
