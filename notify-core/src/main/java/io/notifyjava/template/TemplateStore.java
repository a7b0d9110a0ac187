package io.notifyjava.template;

import java.util.List;
import java.util.Optional;

/**
 * Where templates are kept: in memory, in a folder, in a database.
 *
 * <p>Implementations are thread-safe and may block for I/O; the {@link TemplateRegistry} before
 * them parses once and caches.
 *
 * @since 0.1.0
 */
public interface TemplateStore {

  /**
   * Reads one template.
   *
   * @throws TemplateException if the store cannot be read
   */
  Optional<StoredTemplate> find(String key);

  /**
   * Returns the keys of all templates, sorted.
   *
   * @throws TemplateException if the store cannot be read
   */
  List<String> keys();
}
