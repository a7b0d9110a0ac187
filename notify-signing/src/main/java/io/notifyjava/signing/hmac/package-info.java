/**
 * The scheme for new callers, version 2: HMAC-SHA256 over length-prefixed parts of a request. Its
 * wire format stands in {@code docs/signing.md}.
 */
@NullMarked
package io.notifyjava.signing.hmac;

import org.jspecify.annotations.NullMarked;
