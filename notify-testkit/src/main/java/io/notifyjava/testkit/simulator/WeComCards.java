package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks template cards as the vendor's page "Send application message" (template_card) says; stays
 * on its connection's thread.
 */
final class WeComCards {

  private static final String CARD = "template_card";
  private static final int LONGEST_KEY = 1024;

  private final LenientBody body;
  private final JsonNode card;
  private final WeComSender sender;
  private final String type;

  WeComCards(LenientBody body, WeComSender sender) {
    this.body = body;
    this.card = body.object(body.root(), CARD);
    this.sender = sender;
    this.type = body.text(card, "card_type");
  }

  /** Whether the answer to the card carries a code by which it can be changed. */
  boolean interactive() {
    boolean notice = type.equals("text_notice") || type.equals("news_notice");
    return !notice || body.has(card, "action_menu");
  }

  String taskId() {
    return body.text(card, "task_id");
  }

  /**
   * Checks the card.
   *
   * @throws Refused 41016, 40007 or 40058 for what is wrong with it
   */
  void check() {
    switch (type) {
      case "text_notice" -> textNotice();
      case "news_notice" -> newsNotice();
      case "button_interaction" -> buttons();
      case "vote_interaction" -> vote();
      case "multiple_interaction" -> selections();
      default -> throw WeComFields.invalid("field `" + CARD + ".card_type` unknown");
    }
    if (sender.robot() && interactive()) {
      throw WeComFields.invalid("field `" + CARD + ".card_type` not for robots");
    }
    checkSource();
    checkMenu();
    checkJump("quote_area", body.object(card, "quote_area"), false);
    checkHorizontal();
    checkJumpList();
    if (!taskId().isEmpty()) {
      WeComFields.requireTaskId(taskId(), CARD + ".task_id");
    }
  }

  private void textNotice() {
    boolean title = !body.text(body.object(card, "main_title"), "title").isEmpty();
    if (!title && body.text(card, "sub_title_text").isEmpty()) {
      throw new Refused(41016);
    }
    checkAction(true);
  }

  private void newsNotice() {
    requireTitle();
    JsonNode image = body.object(card, "card_image");
    boolean area = body.has(card, "image_text_area");
    if (body.text(image, "url").isEmpty() && !area) {
      throw WeComFields.missing(CARD + ".card_image.url");
    }
    if (area) {
      JsonNode text = body.object(card, "image_text_area");
      WeComFields.requireText(body, text, CARD + ".image_text_area", "image_url");
      checkJump("image_text_area", text, false);
    }
    JsonNode ratio = image.path("aspect_ratio");
    if (ratio.isNumber() && (ratio.doubleValue() < 1.3 || ratio.doubleValue() > 2.25)) {
      throw WeComFields.invalid("field `" + CARD + ".card_image.aspect_ratio` not in [1.3, 2.25]");
    }
    List<JsonNode> vertical = body.list(card, "vertical_content_list");
    WeComFields.requireSize(vertical, CARD + ".vertical_content_list", 0, 4);
    for (JsonNode item : vertical) {
      WeComFields.requireText(body, item, CARD + ".vertical_content_list", "title");
    }
    checkAction(true);
  }

  private void buttons() {
    requireTitle();
    requireTask();
    List<JsonNode> buttons = body.list(card, "button_list");
    WeComFields.requireSize(buttons, CARD + ".button_list", 1, 6);
    for (JsonNode button : buttons) {
      WeComFields.requireText(body, button, CARD + ".button_list", "text");
      long kind = requireIn(button, CARD + ".button_list", "type", 0, 1);
      requireIn(button, CARD + ".button_list", "style", 0, 4);
      if (kind == 0) {
        requireKey(button, CARD + ".button_list");
      } else {
        WeComFields.requireText(body, button, CARD + ".button_list", "url");
      }
    }
    if (body.has(card, "button_selection")) {
      checkSelection(body.object(card, "button_selection"), CARD + ".button_selection");
    }
    checkAction(false);
  }

  private void vote() {
    requireTitle();
    requireTask();
    JsonNode box = body.object(card, "checkbox");
    String path = CARD + ".checkbox";
    WeComFields.requireText(body, box, path, "question_key");
    requireIn(box, path, "mode", 0, 1);
    List<JsonNode> options = body.list(box, "option_list");
    WeComFields.requireSize(options, path + ".option_list", 1, 20);
    checkOptions(options, path + ".option_list");
    checkSubmit();
  }

  private void selections() {
    requireTitle();
    requireTask();
    List<JsonNode> lists = body.list(card, "select_list");
    WeComFields.requireSize(lists, CARD + ".select_list", 1, 3);
    for (JsonNode list : lists) {
      checkSelection(list, CARD + ".select_list");
    }
    checkSubmit();
  }

  private void checkSelection(JsonNode list, String path) {
    WeComFields.requireText(body, list, path, "question_key");
    List<JsonNode> options = body.list(list, "option_list");
    WeComFields.requireSize(options, path + ".option_list", 1, 10);
    checkOptions(options, path + ".option_list");
  }

  private void checkOptions(List<JsonNode> options, String path) {
    Set<String> ids = new HashSet<>();
    for (JsonNode option : options) {
      WeComFields.requireText(body, option, path, "text");
      if (!ids.add(WeComFields.requireText(body, option, path, "id"))) {
        throw WeComFields.invalid("field `" + path + ".id` repeated");
      }
    }
  }

  private void checkSubmit() {
    JsonNode button = body.object(card, "submit_button");
    WeComFields.requireText(body, button, CARD + ".submit_button", "text");
    requireKey(button, CARD + ".submit_button");
  }

  private void checkSource() {
    requireIn(body.object(card, "source"), CARD + ".source", "desc_color", 0, 3);
  }

  private void checkMenu() {
    if (!body.has(card, "action_menu")) {
      return;
    }
    requireTask();
    JsonNode menu = body.object(card, "action_menu");
    List<JsonNode> actions = body.list(menu, "action_list");
    WeComFields.requireSize(actions, CARD + ".action_menu.action_list", 1, 3);
    for (JsonNode action : actions) {
      WeComFields.requireText(body, action, CARD + ".action_menu.action_list", "text");
      requireKey(action, CARD + ".action_menu.action_list");
    }
  }

  private void checkHorizontal() {
    List<JsonNode> items = body.list(card, "horizontal_content_list");
    String path = CARD + ".horizontal_content_list";
    WeComFields.requireSize(items, path, 0, 6);
    for (JsonNode item : items) {
      WeComFields.requireText(body, item, path, "keyname");
      switch ((int) requireIn(item, path, "type", 0, 3)) {
        case 1 -> WeComFields.requireText(body, item, path, "url");
        case 2 -> sender.require(body.text(item, "media_id"), SealedIds.Kind.FILE);
        case 3 -> WeComFields.requireText(body, item, path, "userid");
        default -> {
          // plain text
        }
      }
    }
  }

  private void checkJumpList() {
    List<JsonNode> items = body.list(card, "jump_list");
    WeComFields.requireSize(items, CARD + ".jump_list", 0, 3);
    for (JsonNode item : items) {
      WeComFields.requireText(body, item, CARD + ".jump_list", "title");
      checkJump("jump_list", item, false);
    }
  }

  private void checkAction(boolean required) {
    if (required && !body.has(card, "card_action")) {
      throw WeComFields.missing(CARD + ".card_action");
    }
    checkJump("card_action", body.object(card, "card_action"), required);
  }

  /** 1 leads to a page, 2 to a mini program, 0 nowhere, which some places don't allow. */
  private void checkJump(String name, JsonNode jump, boolean somewhere) {
    String path = CARD + "." + name;
    long kind = requireIn(jump, path, "type", somewhere ? 1 : 0, 2);
    if (kind == 1) {
      WeComFields.requireText(body, jump, path, "url");
    } else if (kind == 2) {
      WeComFields.requireText(body, jump, path, "appid");
    }
  }

  private void requireTitle() {
    if (body.text(body.object(card, "main_title"), "title").isEmpty()) {
      throw new Refused(41016);
    }
  }

  private void requireTask() {
    if (taskId().isEmpty()) {
      throw WeComFields.missing(CARD + ".task_id");
    }
  }

  private void requireKey(JsonNode object, String path) {
    String key = WeComFields.requireText(body, object, path, "key");
    WeComFields.requireBytes(key, path + ".key", LONGEST_KEY);
  }

  private long requireIn(JsonNode object, String path, String name, long least, long most) {
    long value = body.number(object, name, 0);
    if (value < least || value > most) {
      throw WeComFields.invalid(
          "field `" + path + "." + name + "` expect in [" + least + ", " + most + "]");
    }
    return value;
  }
}
