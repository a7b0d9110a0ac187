package io.notifyjava.wechat;

import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A template that WeChat holds for the account.
 *
 * @param id what {@link TemplateMessage.Builder#templateId} takes
 * @param title as the console shows it; empty if WeChat gave none
 * @param content its text with places such as <code>{{thing1.DATA}}</code>
 * @param example how a filled one looks; empty if WeChat gave none
 * @param primaryIndustry the account's industry; empty if WeChat gave none
 * @param deputyIndustry the account's second industry; empty if WeChat gave none
 * @since 0.1.0
 */
public record WeChatTemplate(
    String id,
    String title,
    String content,
    String example,
    String primaryIndustry,
    String deputyIndustry) {

  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\.DATA\\s*\\}\\}");

  public WeChatTemplate {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(example, "example");
    Objects.requireNonNull(primaryIndustry, "primaryIndustry");
    Objects.requireNonNull(deputyIndustry, "deputyIndustry");
  }

  /**
   * Returns the keys that a message must have, in the order of the content; so a service can hold
   * its messages against them when it starts.
   */
  public List<String> keys() {
    return PLACE
        .matcher(content)
        .results()
        .map((MatchResult place) -> place.group(1))
        .distinct()
        .toList();
  }
}
