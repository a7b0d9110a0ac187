/**
 * A mail merge: an HTML template and the rows of a CSV file become a mail for everybody, sent over
 * SMTP. Runs by itself; nobody calls it.
 */
@NullMarked
package io.notifyjava.examples.mail;

import org.jspecify.annotations.NullMarked;
