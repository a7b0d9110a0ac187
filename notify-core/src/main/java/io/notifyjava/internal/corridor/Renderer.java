package io.notifyjava.internal.corridor;

import io.notifyjava.message.Variables;
import io.notifyjava.template.Template;
import io.notifyjava.template.TemplateException;
import io.notifyjava.template.TemplateRegistry;
import java.util.Optional;

/** Fills the template of a key. */
@FunctionalInterface
public interface Renderer {

  /**
   * Returns the filled template.
   *
   * @throws TemplateException if there is none, or a variable is missing
   */
  String render(String key, Variables variables);

  /**
   * Returns the filled template; empty if there is none of this key.
   *
   * @throws TemplateException if a variable is missing
   */
  default Optional<String> find(String key, Variables variables) {
    return Optional.of(render(key, variables));
  }

  /** Returns one that takes templates from a registry. */
  static Renderer of(TemplateRegistry registry) {
    return new Renderer() {
      @Override
      public String render(String key, Variables variables) {
        return registry.render(key, variables);
      }

      @Override
      public Optional<String> find(String key, Variables variables) {
        return registry.find(key).map((Template template) -> template.render(variables));
      }
    };
  }
}
