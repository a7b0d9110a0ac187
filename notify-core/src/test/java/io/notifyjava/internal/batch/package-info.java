/** Tests of the batch engine, most of them with time, executor and sender in the test's hands. */
@NullMarked
package io.notifyjava.internal.batch;

import org.jspecify.annotations.NullMarked;
