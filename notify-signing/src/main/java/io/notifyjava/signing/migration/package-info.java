/** From the older scheme to version 2 without a day on which all callers must change. */
@NullMarked
package io.notifyjava.signing.migration;

import org.jspecify.annotations.NullMarked;
