package io.notifyjava.mail;

import io.notifyjava.result.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.exceptions.PermFailException;

/**
 * Signs rendered mails by DKIM with Apache James jDKIM, which is optional: this class is touched by
 * accounts with a key alone. Long attachments are read once more for it, and never held.
 * Thread-safe.
 */
final class DkimSigning {

  /** All that a reader sees, and what threads mails (RFC 6376 section 5.4.1). */
  private static final String SIGNED =
      "from:reply-to:to:cc:subject:date:message-id:mime-version:content-type"
          + ":content-transfer-encoding:auto-submitted";

  /**
   * Mailbox providers heed them in signed form alone (RFC 8058 section 4). Signed where they stand
   * only, so that a mailing list may add its own.
   */
  private static final List<String> UNSUBSCRIBE =
      List.of("list-unsubscribe", "list-unsubscribe-post");

  private final DKIMSigner signer;
  private final String start;
  private final String shown;

  private DkimSigning(String domain, String selector, PrivateKey key) {
    // From stands there twice, so that nobody can add a second one (RFC 6376 section 8.15).
    this.shown = "d=%s; s=%s".formatted(domain, selector);
    this.start = "v=1; a=rsa-sha256; c=relaxed/relaxed; %s; h=from:%s".formatted(shown, SIGNED);
    this.signer = new DKIMSigner(template(""), key);
  }

  private String template(String moreHeaders) {
    return start + moreHeaders + "; bh=; b=;";
  }

  /** Returns whose signature it is, for a preview. */
  String shown() {
    return shown;
  }

  static DkimSigning of(String domain, String selector, PrivateKey key) {
    try {
      return new DkimSigning(domain, selector, key);
    } catch (NoClassDefFoundError e) {
      throw new ConfigurationException(
          List.of(
              "dkim: expected org.apache.james.jdkim:apache-jdkim-library on the class path, but"
                  + " found none; add it, it is an optional dependency of notify-mail"));
    }
  }

  /** Puts the signature before the mail. */
  void sign(Rendered mail) throws AttachmentException {
    try {
      HeaderFields headers = new HeaderFields(mail.head());
      String more =
          UNSUBSCRIBE.stream()
              .filter(name -> !headers.getFields(name).isEmpty())
              .map(name -> ":" + name)
              .collect(Collectors.joining());
      BodyHasher hasher = signer.newBodyHasher(signer.newSignatureRecordTemplate(template(more)));
      mail.writeTo(new BodyOnly(hasher.getOutputStream()));
      hasher.getOutputStream().close();
      mail.prepend(folded(signer.sign(headers, hasher)) + "\r\n");
    } catch (IOException | PermFailException e) {
      // Nothing here does I/O but reading files, which has its own exception.
      throw new IllegalStateException("A rendered mail cannot be signed", e);
    }
  }

  /**
   * Folds where the signed form has a blank, which a fold counts as (RFC 6376 section 3.4.2), and
   * inside the signature itself, which is not signed.
   */
  private static String folded(String header) {
    StringBuilder out = new StringBuilder("DKIM-Signature:");
    for (String part : header.substring(out.length()).split(";", -1)) {
      String text = part.trim();
      if (!text.isEmpty()) {
        out.append(out.charAt(out.length() - 1) == ':' ? " " : "\r\n ");
        out.append(text.startsWith("b=") ? text.replaceAll("(.{70})", "$1\r\n ") : text);
        out.append(';');
      }
    }
    return out.toString();
  }

  /** Hands on what stands behind the headers. */
  private static final class BodyOnly extends OutputStream {

    private final OutputStream body;
    private int matched;

    BodyOnly(OutputStream body) {
      this.body = body;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      int end = from + length;
      while (at < end && matched < Rendered.HEAD_END.length) {
        byte b = bytes[at++];
        matched = b == Rendered.HEAD_END[matched] ? matched + 1 : b == Rendered.HEAD_END[0] ? 1 : 0;
      }
      if (at < end) {
        body.write(bytes, at, end - at);
      }
    }
  }

  /** Headers as jDKIM wants them: each with its folds, without the line break at its end. */
  private static final class HeaderFields implements Headers {

    private final List<String> fields = new ArrayList<>();

    HeaderFields(String head) {
      for (String line : head.split("\r\n", -1)) {
        boolean continues = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
        if (continues && !fields.isEmpty()) {
          fields.set(fields.size() - 1, fields.get(fields.size() - 1) + "\r\n" + line);
        } else if (!line.isEmpty()) {
          fields.add(line);
        }
      }
    }

    @Override
    public List<String> getFields() {
      return fields;
    }

    @Override
    public List<String> getFields(String name) {
      String start = name.trim().toLowerCase(Locale.ROOT) + ":";
      return fields.stream()
          .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
          .toList();
    }
  }
}
