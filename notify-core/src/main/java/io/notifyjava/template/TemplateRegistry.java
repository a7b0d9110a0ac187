package io.notifyjava.template;

import io.notifyjava.message.Variables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The templates of one store, parsed on first use and kept.
 *
 * <p>A template stays as it is until {@link #refresh(String)} or {@link #refreshAll()} is called;
 * the store is not watched. A key that is not in the store is looked up again at every call, for
 * failures are not kept.
 *
 * <p>For any number of threads. One thread loads a template, the others that want it wait for it;
 * those that want other templates don't. No lock is held while the store is read; a store that
 * never answers blocks those who ask for what it was asked for, so a store must bound its own I/O.
 *
 * @since 0.1.0
 */
public final class TemplateRegistry {

  private final TemplateStore store;
  private final TemplateLimits limits;
  final TemplateShelf shelf;
  private final ConcurrentMap<String, CompletableFuture<Optional<Template>>> loads =
      new ConcurrentHashMap<>();

  /** Creates a registry with {@link TemplateLimits#defaults()}. */
  public TemplateRegistry(TemplateStore store) {
    this(store, TemplateLimits.defaults());
  }

  /** Creates a registry; reads nothing yet. */
  public TemplateRegistry(TemplateStore store, TemplateLimits limits) {
    this.store = Objects.requireNonNull(store, "store");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.shelf = new TemplateShelf(limits.maxTemplates());
  }

  /**
   * Returns a template, loading it if it is not yet loaded.
   *
   * @throws TemplateException if there is none (the error names the closest keys), it is broken,
   *     the store cannot be read, the registry is full, or the thread is interrupted while another
   *     thread loads it
   */
  public Template get(String key) {
    return find(key).orElseThrow(() -> unknown(key));
  }

  /**
   * Returns a template, or nothing if the store has none of this key.
   *
   * @throws TemplateException as {@link #get(String)} does otherwise
   */
  public Optional<Template> find(String key) {
    Template template = shelf.get(key);
    if (template != null) {
      return Optional.of(template);
    }
    return TemplateProblem.isKey(key) ? load(key) : Optional.empty();
  }

  /**
   * Fills a template.
   *
   * @throws TemplateException as {@link #get(String)} and {@link Template#render(Variables)} do
   */
  public String render(String key, Variables variables) {
    return get(key).render(variables);
  }

  /**
   * Reads one template from the store again. Whoever asks for it meanwhile gets the old one;
   * whoever asks after this call gets what the store held during it, or later. Gone from the store
   * is gone from here.
   *
   * @return the template that is in use now, or nothing if it is gone
   * @throws TemplateException if the store cannot be read or the template is broken; the old one
   *     stays in use
   */
  public Optional<Template> refresh(String key) {
    Objects.requireNonNull(key, "key");
    long reading = shelf.begin();
    try {
      read(key)
          .ifPresentOrElse(
              template -> shelf.put(reading, template), () -> shelf.remove(reading, key));
    } finally {
      shelf.end(reading);
    }
    // A load that is under way may have read the old one: nobody new may join it.
    loads.remove(key);
    return Optional.ofNullable(shelf.get(key));
  }

  /**
   * Reads the whole store again and swaps all templates in one step: a thread that has seen one new
   * template sees no old one after it.
   *
   * @return the number of templates that were read
   * @throws TemplateException if the store cannot be read, holds more than {@link
   *     TemplateLimits#maxTemplates()}, or a template is broken (the error lists every broken one);
   *     all old ones stay in use
   */
  public int refreshAll() {
    long reading = shelf.begin();
    try {
      Map<String, Template> found = readAll();
      shelf.replaceAll(reading, found);
      loads.clear();
      return found.size();
    } finally {
      shelf.end(reading);
    }
  }

  private Optional<Template> load(String key) {
    while (true) {
      CompletableFuture<Optional<Template>> mine = new CompletableFuture<>();
      CompletableFuture<Optional<Template>> other = loads.putIfAbsent(key, mine);
      if (other == null) {
        return lead(key, mine);
      }
      try {
        return other.get();
      } catch (CancellationException e) {
        // The thread that loaded was interrupted, which is no reason for this one to fail: again.
      } catch (ExecutionException e) {
        throw sameFailure(key, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TemplateProblem.of(key, "interrupted while another thread loaded it; try again");
      }
    }
  }

  private Optional<Template> lead(String key, CompletableFuture<Optional<Template>> load) {
    try {
      Template already = shelf.get(key);
      Optional<Template> found = already == null ? readAndPut(key) : Optional.of(already);
      loads.remove(key, load);
      load.complete(found);
      return found;
    } catch (RuntimeException | Error e) {
      loads.remove(key, load);
      if (Thread.currentThread().isInterrupted()) {
        load.cancel(false);
      } else {
        load.completeExceptionally(e);
      }
      throw e;
    }
  }

  private Optional<Template> readAndPut(String key) {
    long reading = shelf.begin();
    try {
      Optional<Template> found = read(key);
      found.ifPresent(template -> shelf.put(reading, template));
      return found;
    } finally {
      shelf.end(reading);
    }
  }

  private Optional<Template> read(String key) {
    return fromStore("template '" + TemplateProblem.shown(key) + "'", () -> store.find(key))
        .map(stored -> parse(key, stored));
  }

  private Template parse(String key, StoredTemplate stored) {
    if (!stored.key().equals(key)) {
      throw TemplateProblem.of(
          key, "the store answered with template '" + stored.key() + "'; correct the store");
    }
    return Template.parse(stored, limits);
  }

  private Map<String, Template> readAll() {
    Collection<String> keys = new HashSet<>(fromStore("the keys", store::keys));
    if (keys.size() > limits.maxTemplates()) {
      throw shelf.full(keys.size());
    }
    Map<String, Template> found = new HashMap<>();
    List<String> broken = new ArrayList<>();
    for (String key : keys.stream().sorted().toList()) {
      try {
        read(key).ifPresent(template -> found.put(key, template));
      } catch (TemplateException e) {
        broken.add(e.getMessage());
      }
    }
    if (!broken.isEmpty()) {
      throw new TemplateException(
          "%d of %d templates cannot be used, so all stay as they were:\n- %s"
              .formatted(broken.size(), keys.size(), String.join("\n- ", broken)));
    }
    return found;
  }

  /** A store is anybody's code: what it throws and returns is checked once, here. */
  private static <T> T fromStore(String what, Supplier<T> reading) {
    try {
      return Objects.requireNonNull(reading.get(), "the store returned null");
    } catch (TemplateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TemplateException(
          "The template store failed to read "
              + what
              + "; the cause is a "
              + e.getClass().getName(),
          e);
    }
  }

  /** Each thread throws an exception of its own, with its own stack. */
  private static TemplateException sameFailure(String key, ExecutionException failed) {
    if (failed.getCause() instanceof TemplateException failure) {
      return new TemplateException(String.valueOf(failure.getMessage()), failure);
    }
    return new TemplateException(
        "Template '" + TemplateProblem.shown(key) + "': the thread that loaded it failed", failed);
  }

  private TemplateException unknown(String key) {
    return new TemplateException(
        "No template '"
            + TemplateProblem.shown(key)
            + "'. "
            + ClosestKeys.sentence(TemplateProblem.shown(key), knownKeys())
            + " Correct the key, or add the template to the store");
  }

  private Collection<String> knownKeys() {
    try {
      List<String> keys = fromStore("the keys", store::keys);
      return keys.subList(0, Math.min(keys.size(), limits.maxTemplates()));
    } catch (TemplateException e) {
      // The hint is not worth another error.
      return shelf.keys();
    }
  }
}
