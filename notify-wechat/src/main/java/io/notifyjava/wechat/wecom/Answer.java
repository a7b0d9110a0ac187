package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What WeCom says of a message that it took: whom it did not reach, and by which ids the message
 * goes on.
 *
 * @param msgid null if WeCom gave none
 * @param responseCode null if the message is no card that can be changed
 * @param invalidUsers members that do not exist or cannot be reached, in WeCom's spelling
 * @param unlicensedUsers members without a licence
 */
record Answer(
    @Nullable String msgid,
    @Nullable String responseCode,
    List<String> invalidUsers,
    List<String> unlicensedUsers,
    List<String> invalidParties,
    List<String> invalidTags) {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,320}");
  private static final Pattern CODE = Pattern.compile("[\\x21-\\x7E]{1,1024}");

  /**
   * Reads an answer with errcode 0.
   *
   * @return empty if something that may name a recipient, or the id, has a form that nobody
   *     documents: a failure may hide in it
   */
  static Optional<Answer> read(JsonNode body) {
    List<String> users = names(body.path("invaliduser"));
    List<String> unlicensed = names(body.path("unlicenseduser"));
    List<String> parties = names(body.path("invalidparty"));
    List<String> tags = names(body.path("invalidtag"));
    if (users == null || unlicensed == null || parties == null || tags == null) {
      return Optional.empty();
    }
    if (!isCode(body.path("msgid")) || !isCode(body.path("response_code"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer(
            code(body.path("msgid")),
            code(body.path("response_code")),
            users,
            unlicensed,
            parties,
            tags));
  }

  /** Joined by pipes in one text, or a list: both have been seen. Null if it is neither. */
  static @Nullable List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    if (node.isTextual()) {
      for (String name : node.textValue().split("\\|", -1)) {
        names.add(name.strip());
      }
    } else if (node.isArray()) {
      for (JsonNode one : node) {
        if (!one.isTextual() && !one.isIntegralNumber()) {
          return null;
        }
        names.add(one.asText().strip());
      }
    } else if (!node.isMissingNode() && !node.isNull()) {
      return null;
    }
    names.removeIf(String::isEmpty);
    return names.stream().allMatch(name -> NAME.matcher(name).matches()) ? names : null;
  }

  private static boolean isCode(JsonNode node) {
    String text = node.asText("");
    return node.isMissingNode()
        || node.isNull()
        || ((node.isTextual() || node.isIntegralNumber())
            && (text.isEmpty() || CODE.matcher(text).matches()));
  }

  private static @Nullable String code(JsonNode node) {
    String text = node.isNull() ? "" : node.asText("");
    return text.isEmpty() ? null : text;
  }
}
