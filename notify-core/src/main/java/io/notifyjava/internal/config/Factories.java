package io.notifyjava.internal.config;

import io.notifyjava.spi.ProviderFactory;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider factories on the class path, by type.
 *
 * <p>Loaded with the library's class loader first and the thread's context loader second; sorted by
 * class name, so that the order does not depend on the class path; a broken jar is reported and
 * hides no other.
 */
public final class Factories {

  private static final Logger log = LoggerFactory.getLogger(Factories.class);

  /** The artifacts that offer our own types, for the error that says what to add. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "wechat", "io.notifyjava:notify-wechat",
          "wecom", "io.notifyjava:notify-wechat",
          "sms-aliyun", "io.notifyjava:notify-sms-aliyun",
          "sms-huawei", "io.notifyjava:notify-sms-huawei",
          "sms-xuanwu", "io.notifyjava:notify-sms-xuanwu",
          "mail-smtp", "io.notifyjava:notify-mail");

  private final Map<String, List<ProviderFactory>> byType = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  private Factories() {}

  /** Finds what the given loaders see. */
  public static Factories find(List<ClassLoader> loaders) {
    Factories factories = new Factories();
    Map<String, ProviderFactory> byClass = new LinkedHashMap<>();
    for (ClassLoader loader : loaders) {
      factories.load(loader, byClass);
    }
    byClass.values().stream()
        .sorted(Comparator.comparing(factory -> factory.getClass().getName()))
        .forEach(
            factory ->
                factories
                    .byType
                    .computeIfAbsent(factory.type(), type -> new ArrayList<>())
                    .add(factory));
    return factories;
  }

  private void load(ClassLoader loader, Map<String, ProviderFactory> byClass) {
    Iterator<ProviderFactory> found = ServiceLoader.load(ProviderFactory.class, loader).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return;
        }
        ProviderFactory factory = found.next();
        byClass.putIfAbsent(factory.getClass().getName(), factory);
      } catch (ServiceConfigurationError | LinkageError e) {
        // The iterator goes on behind the broken entry, so one bad jar does not hide the rest.
        log.warn("A provider factory cannot be loaded and is left out", e);
        broken.add(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Returns the types that are there, each offered by one jar or more. */
  public Set<String> types() {
    return Collections.unmodifiableSet(byType.keySet());
  }

  /** Returns the one factory of a type; a missing or doubled one is a problem at {@code path}. */
  public Optional<ProviderFactory> ofType(String type, String path, Problems problems) {
    List<ProviderFactory> found = byType.getOrDefault(type, List.of());
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    if (found.isEmpty()) {
      problems.add(path + ": no provider of type '" + type + "' is there" + advice(type));
    } else {
      problems.add(
          path
              + ": type '"
              + type
              + "' is offered by more than one jar, remove all but one: "
              + found.stream().map(Factories::origin).toList());
    }
    return Optional.empty();
  }

  private String advice(String type) {
    String artifact = ARTIFACTS.get(type);
    return (artifact == null ? "" : "; add the artifact " + artifact)
        + "; known are "
        + byType.keySet()
        + (broken.isEmpty() ? "" : "; could not be loaded: " + broken);
  }

  private static String origin(ProviderFactory factory) {
    CodeSource source = factory.getClass().getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return factory.getClass().getName() + (location == null ? "" : " in " + location.getPath());
  }
}
