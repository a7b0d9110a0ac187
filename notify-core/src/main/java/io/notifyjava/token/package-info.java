/**
 * Vendor credentials with a lifetime: fetched once however many threads ask, renewed early, shared
 * through a {@link io.notifyjava.token.TokenStore}.
 *
 * <p>Uses {@code message} and {@code result}. Provider modules build a {@link
 * io.notifyjava.token.TokenCache} from what their {@code ProviderContext} gives them.
 */
@NullMarked
package io.notifyjava.token;

import org.jspecify.annotations.NullMarked;
