/**
 * What the official account and WeCom have in common: checks, error tables, calls that carry an
 * access token, and what their answers mean.
 *
 * <p>For the packages of this module alone; anything in here may change from one release to the
 * next. Knows no message type.
 */
@NullMarked
package io.notifyjava.wechat.internal;

import org.jspecify.annotations.NullMarked;
