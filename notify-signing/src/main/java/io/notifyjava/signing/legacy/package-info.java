/**
 * The older scheme: a digest over sorted, joined parameters and an API key. For talking to systems
 * that know nothing else; new callers use {@code io.notifyjava.signing.hmac}.
 */
@NullMarked
package io.notifyjava.signing.legacy;

import org.jspecify.annotations.NullMarked;
