/** Tests of what callers see of a batch. */
@NullMarked
package io.notifyjava.batch;

import org.jspecify.annotations.NullMarked;
