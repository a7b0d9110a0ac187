/**
 * A strict SMTP server on raw loopback sockets, made to misbehave on request.
 *
 * <p>Lives here: the simulator, its scripts and faults, its certificates, and what it writes down
 * about the mails that it took. Tests of mail providers, examples and users' own tests may call it.
 * It knows no mail library, so that it can't share a misunderstanding with the code under test.
 */
@NullMarked
package io.notifyjava.testkit.smtp;

import org.jspecify.annotations.NullMarked;
