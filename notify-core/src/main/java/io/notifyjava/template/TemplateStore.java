package io.notifyjava.template;

import java.util.List;
import java.util.Optional;

/**
 * Where templates are kept: in memory, in a folder, in a database.
 *
 * <p>Implementations are thread-safe and may block for I/O, for a time that they bound; the {@link
 * TemplateRegistry} before them parses once and caches.
 *
 * @since 0.1.0
 */
public interface TemplateStore {

  /**
   * Reads one template, or nothing if there is none of this key.
   *
   * @param key as it came from outside: 1 to 128 characters, but otherwise anything, so never to be
   *     trusted as a path or in a query
   * @throws TemplateException if the store cannot be read, or no template of it can have this key
   */
  Optional<StoredTemplate> find(String key);

  /**
   * Returns the keys of all templates, sorted.
   *
   * @throws TemplateException if the store cannot be read
   */
  List<String> keys();
}
