package io.notifyjava.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The plain text of HTML, for those who read nothing else: what stands between the tags, blocks on
 * lines of their own, no styles and scripts. One pass, linear in the length.
 */
final class HtmlText {

  private static final Set<String> SILENT = Set.of("script", "style", "head", "title", "template");
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "br",
          "tr",
          "table",
          "ul",
          "ol",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "blockquote",
          "pre",
          "section",
          "article",
          "header",
          "footer");
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "copy",
          "\u00A9", "mdash", "\u2014", "ndash", "\u2013", "hellip", "\u2026");
  private static final int LONGEST_ENTITY = 10;

  private final String html;
  private final StringBuilder out;

  private HtmlText(String html) {
    this.html = html;
    this.out = new StringBuilder(html.length());
  }

  static String of(String html) {
    return html.isEmpty() ? "" : new HtmlText(html).read();
  }

  private String read() {
    String lower = html.toLowerCase(Locale.ROOT);
    boolean sameLength = lower.length() == html.length();
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<') {
        at = tag(sameLength ? lower : html, at);
      } else if (c == '&') {
        at = entity(at);
      } else {
        text(c);
        at++;
      }
    }
    return out.toString().strip();
  }

  private int tag(String lower, int at) {
    if (lower.startsWith("<!--", at)) {
      int end = lower.indexOf("-->", at);
      return end < 0 ? html.length() : end + 3;
    }
    int end = html.indexOf('>', at);
    if (end < 0) {
      return html.length();
    }
    boolean closes = at + 1 < end && html.charAt(at + 1) == '/';
    int from = closes ? at + 2 : at + 1;
    int to = from;
    while (to < end && Character.isLetterOrDigit(html.charAt(to))) {
      to++;
    }
    String name = lower.substring(from, to);
    if (!closes && SILENT.contains(name)) {
      int close = lower.indexOf("</" + name, end);
      return close < 0 ? html.length() : close;
    }
    if (BLOCKS.contains(name)) {
      newLine();
    } else if (name.equals("li") && !closes) {
      newLine();
      out.append("- ");
    } else if (name.equals("td") || name.equals("th")) {
      text(' ');
    }
    return end + 1;
  }

  private int entity(int at) {
    int end = at + 1;
    int last = Math.min(html.length(), at + LONGEST_ENTITY);
    while (end < last && html.charAt(end) != ';') {
      end++;
    }
    if (end >= last) {
      out.append('&');
      return at + 1;
    }
    String name = html.substring(at + 1, end);
    String meant = name.startsWith("#") ? number(name) : ENTITIES.getOrDefault(name, "");
    if (meant.isEmpty()) {
      out.append('&');
      return at + 1;
    }
    out.append(meant);
    return end + 1;
  }

  private static String number(String name) {
    try {
      boolean hex = name.length() > 1 && (name.charAt(1) | 0x20) == 'x';
      int c = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      return c >= ' '
              && Character.isDefined(c)
              && !Character.isSurrogate((char) Math.min(c, 0xFFFF))
          ? Character.toString(c)
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** White space is one blank, and none at the beginning of a line. */
  private void text(char c) {
    if (!Character.isWhitespace(c)) {
      out.append(c);
    } else if (!out.isEmpty() && out.charAt(out.length() - 1) > ' ') {
      out.append(' ');
    }
  }

  private void newLine() {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
    if (end > 0 && out.charAt(end - 1) != '\n') {
      out.append('\n');
    }
  }
}
