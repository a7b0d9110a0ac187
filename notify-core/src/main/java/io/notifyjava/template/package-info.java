/**
 * Texts and JSON documents with placeholders that we fill: parsed once, checked before anything is
 * sent.
 *
 * <p>Uses {@code message} and {@code result}. Callers bring a {@link
 * io.notifyjava.template.TemplateStore}; the corridor renders through the {@link
 * io.notifyjava.template.TemplateRegistry}.
 */
@NullMarked
package io.notifyjava.template;

import org.jspecify.annotations.NullMarked;
