/**
 * The UsernameToken of WSSE in the header {@code X-WSSE}, with a SHA-256 digest as Huawei Cloud and
 * others ask for it.
 */
@NullMarked
package io.notifyjava.signing.wsse;

import org.jspecify.annotations.NullMarked;
