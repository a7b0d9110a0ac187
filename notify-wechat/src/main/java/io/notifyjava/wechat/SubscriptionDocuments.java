package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.message.MessageOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes subscription messages out of filled JSON documents, as {@link Documents} the others. */
final class SubscriptionDocuments {

  private SubscriptionDocuments() {}

  static SubscriptionMessage miniProgram(String content, String openId, MessageOptions options) {
    ObjectNode root = DocumentReader.parse(content);
    DocumentReader reader = new DocumentReader();
    SubscriptionMessage.Builder builder = SubscriptionMessage.to(openId).options(options);
    reader.refuseOthers(
        root,
        "",
        Documents.fields("touser", "template_id", "page", "data", "miniprogram_state", "lang"));
    templateOf(reader, root, openId, builder);
    optional(reader, root, "page", builder::page);
    word(
        reader,
        root,
        "miniprogram_state",
        SubscriptionMessage.State.values(),
        SubscriptionMessage.State::word,
        builder::state);
    word(
        reader,
        root,
        "lang",
        SubscriptionMessage.Language.values(),
        SubscriptionMessage.Language::word,
        builder::language);
    data(reader, root, builder::data);
    reader.finish();
    return builder.build();
  }

  static ServiceSubscriptionMessage service(String content, String openId, MessageOptions options) {
    ObjectNode root = DocumentReader.parse(content);
    DocumentReader reader = new DocumentReader();
    ServiceSubscriptionMessage.Builder builder =
        ServiceSubscriptionMessage.to(openId).options(options);
    reader.refuseOthers(
        root, "", Documents.fields("touser", "template_id", "page", "miniprogram", "data"));
    templateOf(reader, root, openId, builder);
    optional(reader, root, "page", builder::page);
    Documents.miniProgram(reader, root, builder::miniProgram);
    data(reader, root, builder::data);
    reader.finish();
    return builder.build();
  }

  static OneTimeSubscriptionMessage oneTime(String content, String openId, MessageOptions options) {
    ObjectNode root = DocumentReader.parse(content);
    DocumentReader reader = new DocumentReader();
    OneTimeSubscriptionMessage.Builder builder =
        OneTimeSubscriptionMessage.to(openId).options(options);
    reader.refuseOthers(
        root,
        "",
        Documents.fields("touser", "template_id", "url", "miniprogram", "scene", "title", "data"));
    templateOf(reader, root, openId, builder);
    optional(reader, root, "url", builder::url);
    Documents.miniProgram(reader, root, builder::miniProgram);
    Documents.set(
        reader,
        "scene",
        reader.requiredText(root, "", "scene"),
        scene -> builder.scene(number(scene)));
    Documents.set(reader, "title", reader.requiredText(root, "", "title"), builder::title);
    ObjectNode data = reader.requiredObject(root, "", "data");
    if (data != null) {
      reader.refuseOthers(data, "data", Documents.fields("content"));
      if (reader.requiredObject(data, "data", "content") != null) {
        Documents.value(reader, data, "content", (key, value) -> builder.content(value));
      }
    }
    reader.finish();
    return builder.build();
  }

  private static void templateOf(
      DocumentReader reader, ObjectNode root, String openId, SubscriptionBase.Builder<?> builder) {
    Documents.sameRecipient(reader, root, openId);
    Documents.set(
        reader, "template_id", reader.requiredText(root, "", "template_id"), builder::templateId);
  }

  private static void optional(
      DocumentReader reader, ObjectNode root, String field, Consumer<String> setter) {
    Documents.set(reader, field, Documents.blankAsNone(reader.text(root, "", field)), setter);
  }

  private static void data(
      DocumentReader reader, ObjectNode root, BiConsumer<String, String> setter) {
    ObjectNode data = reader.requiredObject(root, "", "data");
    if (data == null) {
      return;
    }
    if (data.isEmpty()) {
      reader.problem("data must have a field for each key of the template, but is empty");
    }
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      ObjectNode node = reader.object(data, "data", entry.getKey());
      if (node != null) {
        String path = DocumentReader.join("data", entry.getKey());
        reader.refuseOthers(node, path, Documents.fields("value"));
        Documents.set(
            reader,
            path,
            reader.requiredText(node, path, "value"),
            value -> setter.accept(entry.getKey(), value));
      }
    }
  }

  private static <T> void word(
      DocumentReader reader,
      ObjectNode root,
      String field,
      T[] all,
      Function<T, String> word,
      Consumer<T> setter) {
    @Nullable String text = Documents.blankAsNone(reader.text(root, "", field));
    if (text == null) {
      return;
    }
    for (T one : all) {
      if (word.apply(one).equals(text)) {
        setter.accept(one);
        return;
      }
    }
    reader.problem(
        field
            + " must be one of "
            + Arrays.stream(all).map(word).collect(Collectors.joining(", ")));
  }

  private static int number(String digits) {
    if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("scene must be a number from 0 to 10000");
    }
    return Integer.parseInt(digits);
  }
}
