/** Tests of configuration. */
@NullMarked
package io.notifyjava.internal.config;

import org.jspecify.annotations.NullMarked;
