package io.notifyjava.testkit.contract;

import io.notifyjava.message.Message;
import io.notifyjava.testkit.smtp.SmtpFault;
import io.notifyjava.testkit.smtp.SmtpMail;
import io.notifyjava.testkit.smtp.SmtpReply;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpSimulatorBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fixture for a provider that speaks SMTP, with a simulator of its own: the subclass builds the
 * provider and its message, and everything else is here.
 *
 * <p>What breaks an exchange strikes at the end of the message, the one point at which its outcome
 * can be unknown.
 *
 * @param <M> the messages of the provider
 * @since 0.1.0
 */
public abstract class SmtpFixture<M extends Message> implements ProviderFixture<M> {

  /** The user that the simulator knows. */
  protected static final String USER = "contract";

  /** So long that a yes of 20 bytes takes 3 s. */
  private static final Duration DRIP = Duration.ofMillis(150);

  private final String secret = ProviderContract.canary();
  private final SmtpSimulator smtp;

  /** Starts a simulator in clear text with one user, who must log in. */
  protected SmtpFixture() {
    this(SmtpSimulator.builder());
  }

  /**
   * Starts a simulator.
   *
   * @param builder as the subclass wants it; {@link #USER} is added and must log in
   */
  protected SmtpFixture(SmtpSimulatorBuilder builder) {
    this.smtp = builder.user(USER, secret).authenticationRequired(true).start();
  }

  /** Returns the simulator, with its authority and its mails. */
  protected final SmtpSimulator smtp() {
    return smtp;
  }

  /** Returns the password of {@link #USER}; another one in every fixture. */
  protected final String secret() {
    return secret;
  }

  @Override
  public final URI baseUrl() {
    return smtp.baseUrl();
  }

  @Override
  public final String tlsScheme() {
    return "smtps";
  }

  /** The {@code 451} of a broken server says that the mail was not taken. */
  @Override
  public final boolean serverErrorSaysNotSent() {
    return true;
  }

  /** SMTP knows no templates, quotas of a day, repeated mails or tokens that are fetched. */
  @Override
  public Set<ServerMood> without() {
    Set<ServerMood> none = EnumSet.copyOf(ServerMood.TOKENS);
    none.add(ServerMood.REFUSES_TEMPLATE);
    none.add(ServerMood.QUOTA_SPENT);
    none.add(ServerMood.ALREADY_ARRIVED);
    return none;
  }

  @Override
  public final void server(ServerMood mood) {
    smtp.clearRules();
    switch (mood) {
      case ACCEPTS -> {}
      case REFUSES_RECIPIENT -> smtp.onRecipient().answer(550, "5.1.1 nobody has this address");
      case REFUSES_CREDENTIALS -> {
        smtp.onAuth().answer(535, "5.7.8 authentication credentials invalid");
        // For connections that were kept from a better mood.
        smtp.onMail().answer(530, "5.7.0 authentication required");
      }
      case THROTTLES -> smtp.onMail().answer(450, "4.7.1 too fast, come again later");
      case UNKNOWN_CODE -> smtp.onEnd().answer(559, "who knows");
      case ECHOES -> smtp.onEnd().answer(558, secret + " to " + plainMessage().recipient().value());
      default -> breakUp(mood);
    }
  }

  private void breakUp(ServerMood mood) {
    switch (mood) {
      case SLOW -> smtp.onEnd().delay(ServerMood.SLOWNESS);
      case SILENT -> smtp.onEnd().fault(SmtpFault.SILENCE);
      case DRIPS -> smtp.onEnd().fault(SmtpFault.drip(DRIP));
      case ENDLESS -> smtp.onEnd().fault(SmtpFault.ENDLESS);
      case RESETS_AT_ACCEPT -> {
        smtp.onBanner().fault(SmtpFault.RESET);
        // For connections that were kept from a better mood.
        smtp.onEnd().fault(SmtpFault.RESET);
      }
      case RESETS_AFTER_REQUEST -> smtp.onEnd().fault(SmtpFault.RESET);
      case HALF_CLOSES -> smtp.onEnd().fault(SmtpFault.HALF_CLOSE);
      case GARBAGE -> smtp.onEnd().fault(SmtpFault.GARBAGE);
      case HTML_PAGE -> smtp.onEnd().fault(SmtpFault.HTML_PAGE);
      case EMPTY_BODY -> smtp.onEnd().fault(SmtpFault.EMPTY_LINE);
      case EMPTY_OBJECT -> smtp.onEnd().answer(SmtpReply.raw("{}\r\n"));
      case TRUNCATED -> smtp.onEnd().fault(SmtpFault.TRUNCATED);
      case SERVER_ERROR -> smtp.onEnd().answer(451, "4.3.0 local error in processing");
      default -> throw new IllegalStateException("SMTP has no words for " + mood);
    }
  }

  @Override
  public final int sends() {
    return (int) smtp.counts().ends();
  }

  /** The {@code Message-ID} of the latest mail that was taken; empty if it has none. */
  @Override
  public Optional<String> lastMessageId() {
    return last().flatMap(mail -> mail.header("Message-ID"));
  }

  /** Returns the latest mail that was taken; empty before the first. */
  protected final Optional<SmtpMail> last() {
    List<SmtpMail> mails = smtp.mails();
    return mails.isEmpty() ? Optional.empty() : Optional.of(mails.get(mails.size() - 1));
  }

  @Override
  public Collection<String> secrets() {
    return List.of(secret);
  }

  @Override
  public final void close() {
    smtp.close();
  }
}
