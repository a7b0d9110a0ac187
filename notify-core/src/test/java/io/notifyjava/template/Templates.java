package io.notifyjava.template;

/** Shorthand of the tests. */
final class Templates {

  private Templates() {}

  static StoredTemplate text(String key, String source) {
    return new StoredTemplate(key, key, TemplateFormat.TEXT, source);
  }

  static StoredTemplate json(String key, String source) {
    return new StoredTemplate(key, key, TemplateFormat.JSON, source);
  }

  static Template parsedText(String source) {
    return Template.parse(text("t", source));
  }

  static Template parsedJson(String source) {
    return Template.parse(json("t", source));
  }
}
