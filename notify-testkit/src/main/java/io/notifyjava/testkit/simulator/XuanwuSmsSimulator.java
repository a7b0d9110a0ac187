package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireServer;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Xuanwu (玄武科技) on 127.0.0.1: the cgi-bin interface and MOS REST, as strict as public clients let
 * it be known.
 *
 * <p>Out of the box it has one account with no limits but those of each call. Everything else is
 * arranged by the methods here, as in {@code xuanwu.account().balance(3)}, or scripted, as in
 * {@code xuanwu.onMos().once().answer(XuanwuSmsReply.mos(-99))}. It computes passwords, headers and
 * charsets by itself, and keeps numbers, hashes and counters of what it saw, not texts.
 * Thread-safe.
 *
 * <p>Sources: public clients and vendor samples in public repositories; no page of the vendor's is
 * public. What they do not settle is a choice of {@link XuanwuSmsSimulatorBuilder}.
 *
 * @since 0.1.0
 */
public final class XuanwuSmsSimulator extends Simulator {

  private final XuanwuSmsPlatform platform;

  XuanwuSmsSimulator(XuanwuSmsSettings settings, WireServer.Builder wire) {
    this(settings, new XuanwuSmsPlatform(settings), wire);
  }

  private XuanwuSmsSimulator(
      XuanwuSmsSettings settings, XuanwuSmsPlatform platform, WireServer.Builder wire) {
    super(platform, settings.controlEndpoints(), wire);
    this.platform = platform;
  }

  /** Starts with the defaults that {@link XuanwuSmsSimulatorBuilder} documents. */
  public static XuanwuSmsSimulatorBuilder builder() {
    return new XuanwuSmsSimulatorBuilder();
  }

  /** A simulator with all defaults, already serving. */
  public static XuanwuSmsSimulator start() {
    return builder().start();
  }

  /** The (first) account. */
  public XuanwuSmsAccount account() {
    return platform.accounts.values().iterator().next();
  }

  /**
   * The account with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public XuanwuSmsAccount account(String name) {
    XuanwuSmsAccount account = platform.accounts.get(requireNonNull(name, "name"));
    if (account == null) {
      throw new IllegalArgumentException(
          "no account has this name; name it with account(name, password) when building the"
              + " simulator");
    }
    return account;
  }

  /** Scripts calls to cgi-bin. */
  public XuanwuSmsScript onCgi() {
    return on(XuanwuSmsApi.CGI);
  }

  /** Scripts calls to MOS REST. */
  public XuanwuSmsScript onMos() {
    return new XuanwuSmsScript(
        platform.rulebook, EnumSet.of(XuanwuSmsApi.MASS, XuanwuSmsApi.GROUP));
  }

  /** Scripts one kind of call. */
  public XuanwuSmsScript on(XuanwuSmsApi api) {
    return new XuanwuSmsScript(platform.rulebook, EnumSet.of(api));
  }

  /** How many texts this number got, written with 11 digits. */
  public int delivered(String number) {
    return platform.ledger.to(number);
  }

  /** The text that was taken last, in the characters that it was meant to have. */
  public Optional<String> lastText() {
    return Optional.ofNullable(platform.ledger.lastText());
  }

  /** What was seen and done until now. */
  public XuanwuSmsCounts counts() {
    return platform.counts();
  }
}
