/**
 * Callbacks of WeChat official accounts and of WeCom: their signatures and their encrypted
 * envelope.
 */
@NullMarked
package io.notifyjava.signing.callback;

import org.jspecify.annotations.NullMarked;
