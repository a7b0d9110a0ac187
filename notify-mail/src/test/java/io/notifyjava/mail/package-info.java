/** Tests of the mail module. */
@NullMarked
package io.notifyjava.mail;

import org.jspecify.annotations.NullMarked;
