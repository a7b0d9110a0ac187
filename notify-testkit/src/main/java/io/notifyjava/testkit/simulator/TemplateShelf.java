package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account's templates; as long as none was registered, every id is good for every call.
 * Thread-safe; reading takes no lock.
 */
final class TemplateShelf {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> banned = ConcurrentHashMap.newKeySet();
  private final Map<Slot, Set<String>> allowed = new ConcurrentHashMap<>();

  /** In the order of registration, as the vendor lists them; replaced as a whole. */
  private volatile Map<String, Entry> entries = Map.of();

  private record Entry(TemplateKind kind, List<String> keys) {}

  private record Slot(String templateId, String key) {}

  void register(String templateId, TemplateKind kind, List<String> keys) {
    lock.lock();
    try {
      Map<String, Entry> more = new LinkedHashMap<>(entries);
      more.put(templateId, new Entry(kind, List.copyOf(keys)));
      entries = more;
    } finally {
      lock.unlock();
    }
  }

  void ban(String templateId) {
    banned.add(templateId);
  }

  /** Limits the values of one key, as the console does for const and enum. */
  void allow(String templateId, String key, Set<String> values) {
    allowed.put(new Slot(templateId, key), Set.copyOf(values));
  }

  void clear() {
    lock.lock();
    try {
      entries = Map.of();
      banned.clear();
      allowed.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The keys that a message of this template must have.
   *
   * @param missing the call's error without an id
   * @param otherKind the call's error for a template of another kind
   * @throws Refused with one of these, 43116 for a banned one, 40037 for an unknown one
   */
  List<String> keys(@Nullable String templateId, TemplateKind kind, int missing, int otherKind) {
    if (templateId == null || templateId.isEmpty()) {
      throw new Refused(missing);
    }
    if (!banned.isEmpty() && banned.contains(templateId)) {
      throw new Refused(43116);
    }
    Map<String, Entry> current = entries;
    if (current.isEmpty()) {
      return List.of();
    }
    Entry entry = current.get(templateId);
    if (entry == null) {
      throw new Refused(40037);
    }
    if (entry.kind() != kind) {
      throw new Refused(otherKind);
    }
    return entry.keys();
  }

  /** Whether the template's console lets the key have this value. */
  boolean allows(String templateId, String key, String value) {
    if (allowed.isEmpty()) {
      return true;
    }
    Set<String> values = allowed.get(new Slot(templateId, key));
    return values == null || values.contains(value);
  }

  /** The reply of get_all_private_template; a template has the title of its id. */
  WeChatReply list() {
    ObjectNode reply = JSON.createObjectNode();
    ArrayNode list = reply.putArray("template_list");
    entries.forEach(
        (id, entry) -> {
          if (entry.kind() == TemplateKind.TEMPLATE) {
            list.addObject()
                .put("template_id", id)
                .put("title", id)
                .put("primary_industry", "")
                .put("deputy_industry", "")
                .put("content", content(entry.keys()))
                .put("example", "");
          }
        });
    return WeChatReply.json(reply.toString());
  }

  private static String content(List<String> keys) {
    return keys.stream().map(key -> "{{" + key + ".DATA}}").collect(Collectors.joining("\n"));
  }
}
