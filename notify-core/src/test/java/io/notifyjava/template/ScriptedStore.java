package io.notifyjava.template;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A memory store that counts readings and lets a test step in between reading and answering. */
final class ScriptedStore implements TemplateStore {

  final MemoryTemplateStore memory = MemoryTemplateStore.empty();
  final AtomicInteger readings = new AtomicInteger();

  /** Called with the key after the value was taken and before it is returned. */
  volatile Consumer<String> beforeAnswer = key -> {};

  ScriptedStore text(String key, String source) {
    memory.put(Templates.text(key, source));
    return this;
  }

  @Override
  public Optional<StoredTemplate> find(String key) {
    readings.incrementAndGet();
    Optional<StoredTemplate> found = memory.find(key);
    beforeAnswer.accept(key);
    return found;
  }

  @Override
  public List<String> keys() {
    return memory.keys();
  }
}
