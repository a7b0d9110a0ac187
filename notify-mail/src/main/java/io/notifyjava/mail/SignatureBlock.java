package io.notifyjava.mail;

import io.notifyjava.message.MailAttachment;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account puts under each of its mails, unless the mail switches it off: HTML, the same as
 * plain text, and perhaps an image that the HTML shows.
 *
 * @since 0.1.0
 */
public final class SignatureBlock {

  private static final String END = "</body";

  private final String html;
  private final String text;
  private final @Nullable MailAttachment image;

  private SignatureBlock(String html, String text, @Nullable MailAttachment image) {
    this.html = html;
    this.text = text;
    this.image = image;
  }

  /**
   * Returns a block whose plain text is made of the HTML.
   *
   * @param html a piece of HTML that can stand in a body
   * @throws IllegalArgumentException if it is blank
   */
  public static SignatureBlock of(String html) {
    return of(html, HtmlText.of(html));
  }

  /**
   * Returns a block.
   *
   * @param html a piece of HTML that can stand in a body
   * @param text the same for those who read plain text
   * @throws IllegalArgumentException if one of them is blank
   */
  public static SignatureBlock of(String html, String text) {
    if (html.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("A signature block needs HTML and text; one is blank");
    }
    return new SignatureBlock(html, text, null);
  }

  /**
   * Returns this block with an image that the HTML shows as {@code <img src="cid:ID">}.
   *
   * @param image an inline attachment, see {@link MailAttachment#inline}
   * @throws IllegalArgumentException if it has no Content-ID
   */
  public SignatureBlock image(MailAttachment image) {
    if (Objects.requireNonNull(image, "image").contentId().isEmpty()) {
      throw new IllegalArgumentException("The image needs a Content-ID: attachment.inline(id)");
    }
    return new SignatureBlock(html, text, image);
  }

  Optional<MailAttachment> image() {
    return Optional.ofNullable(image);
  }

  /** Two hyphens and a blank are the usual border, which mail clients know (RFC 3676, 4.3). */
  String under(String body) {
    return body + (body.endsWith("\n") ? "" : "\r\n") + "-- \r\n" + text;
  }

  String underHtml(String body) {
    int end = body.length() - END.length();
    // In small letters a text may have another length, so each place is looked at as it is.
    while (end >= 0 && !body.regionMatches(true, end, END, 0, END.length())) {
      end--;
    }
    String block = "\r\n<div>" + html + "</div>\r\n";
    return end < 0 ? body + block : body.substring(0, end) + block + body.substring(end);
  }

  @Override
  public String toString() {
    return "SignatureBlock[" + (image == null ? "no image" : "image") + "]";
  }
}
