/** Placeholder. */
@NullMarked
package io.notifyjava.wechat;

import org.jspecify.annotations.NullMarked;
