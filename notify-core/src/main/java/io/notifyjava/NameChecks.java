package io.notifyjava;

import io.notifyjava.internal.config.Configuration;
import io.notifyjava.internal.config.Factories;
import io.notifyjava.internal.config.Problems;
import io.notifyjava.internal.corridor.Account;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.route.Router;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.template.ClosestKeys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether routes, limits and mappings name accounts and templates that there are: a name that
 * is misspelt would be missed only when it is needed.
 */
final class NameChecks {

  private static final Logger log = LoggerFactory.getLogger(NameChecks.class);

  private final Configuration configuration;
  private final Set<String> accounts;
  private final SmsTemplates templates;
  private final Problems problems;

  /**
   * Prepares the checks.
   *
   * @param accounts the names of all of them, those of the configuration and those of the builder
   */
  NameChecks(
      Configuration configuration,
      Set<String> accounts,
      SmsTemplates templates,
      Problems problems) {
    this.configuration = configuration;
    this.accounts = accounts;
    this.templates = templates;
    this.problems = problems;
  }

  /**
   * Looks at routes.
   *
   * @param told the builder's router; null if it has none
   */
  void routes(@Nullable Router told) {
    if (told != null) {
      known("router", told.accounts());
    }
    configuration
        .routes()
        .forEach((name, route) -> known("notify.route." + name, route.order().accounts()));
  }

  /** Looks at the limits of the configuration. */
  void limits() {
    configuration.limits().ifPresent(limits -> limits.all().forEach(this::limit));
  }

  private void limit(Configuration.ConfiguredLimit limit) {
    known(limit.path() + ".accounts", limit.accounts());
    // Without a registry, templates are a matter of the service's own providers.
    limit.templates().stream()
        .filter(name -> !templates.names().isEmpty() && templates.find(name).isEmpty())
        .forEach(
            name ->
                problems.add(
                    "%s.templates: there is no template '%s'. %s"
                        .formatted(
                            limit.path(), name, ClosestKeys.sentence(name, templates.names()))));
  }

  private void known(String path, Collection<String> names) {
    names.stream()
        .filter(name -> !accounts.contains(name))
        .forEach(
            name ->
                problems.add(
                    "%s: there is no account '%s'; the accounts are %s"
                        .formatted(path, name, accounts)));
  }

  /**
   * Warns of mappings that are for nobody here, since services may share a file of templates; but
   * if no template can go out over any account, that is a problem.
   */
  void mappings(Factories factories, Collection<Account> made) {
    Set<String> fitting = new TreeSet<>(accounts);
    fitting.addAll(factories.types());
    Map<String, Set<String>> strangers = new TreeMap<>();
    for (SmsTemplate template : templates.all()) {
      for (String key : template.mappings().keySet()) {
        if (!fitting.contains(key)) {
          strangers.computeIfAbsent(key, first -> new TreeSet<>()).add(template.name());
        }
      }
    }
    strangers.forEach(
        (key, names) ->
            log.warn(
                "The mapping '{}' of the short messages' templates {} is for no account and for no"
                    + " provider type that is installed, so it does nothing. {} Correct it, or leave"
                    + " it if another service uses it",
                key,
                names,
                ClosestKeys.sentence(key, fitting)));
    if (problems.isEmpty()) {
      refuseIfNothingFits(made);
    }
  }

  private void refuseIfNothingFits(Collection<Account> made) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Account account : made) {
      boolean sms = account.capabilities().byType().containsKey(SmsMessage.class);
      Configuration.@Nullable ConfiguredAccount configured =
          configuration.accounts().get(account.name());
      if (sms && configured == null) {
        return; // Made by a builder or by the service itself, so its type is not known here.
      }
      if (sms && configured != null && configured.setup() instanceof ProviderFactory factory) {
        types.put(account.name(), factory.type());
      }
    }
    Set<String> mapped = new TreeSet<>();
    templates.all().forEach(template -> mapped.addAll(template.mappings().keySet()));
    boolean fits =
        templates.all().stream().anyMatch(template -> template.text().isPresent())
            || mapped.stream().anyMatch(key -> types.containsKey(key) || types.containsValue(key));
    if (!fits && !mapped.isEmpty() && !types.isEmpty()) {
      problems.add(
          "The templates of short messages have mappings for %s, but none of them fits an account; the accounts are %s. Name a mapping as one of these accounts or types"
              .formatted(mapped, described(types)));
    }
  }

  private static List<String> described(Map<String, String> types) {
    return types.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList();
  }
}
