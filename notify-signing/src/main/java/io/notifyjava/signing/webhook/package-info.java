/**
 * Standard Webhooks, for what a service sends to others unasked: {@code webhook-id}, {@code
 * webhook-timestamp}, {@code webhook-signature}.
 */
@NullMarked
package io.notifyjava.signing.webhook;

import org.jspecify.annotations.NullMarked;
