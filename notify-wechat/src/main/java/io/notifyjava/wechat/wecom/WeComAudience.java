package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Recipient;
import io.notifyjava.wechat.internal.Checks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a message of an application is for: members, parties (departments) and tags, or everybody.
 *
 * <p>Immutable. Two are equal if they name the same, in whatever order.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/90236">Send application
 *     message</a>
 * @since 0.1.0
 */
public final class WeComAudience {

  /** Kind of a recipient that is one member. */
  public static final String USER = "wecom-user";

  /** Kind of a recipient that is one party. */
  public static final String PARTY = "wecom-party";

  /** Kind of a recipient that is one tag. */
  public static final String TAG = "wecom-tag";

  /** Kind of the recipient that is everybody whom the application may reach. */
  public static final String ALL = "wecom-all";

  /** Kind of a recipient that is several of them; its value is a digest of their ids. */
  public static final String AUDIENCE = "wecom-audience";

  static final int MAX_USERS = 1_000;
  static final int MAX_GROUPS = 100;
  static final String EVERYBODY = "@all";

  private final List<String> users;
  private final List<String> parties;
  private final List<String> tags;
  private final boolean all;
  private final Recipient recipient;

  private WeComAudience(
      Collection<String> users, Collection<String> parties, Collection<String> tags, boolean all) {
    this.users = List.copyOf(users);
    this.parties = List.copyOf(parties);
    this.tags = List.copyOf(tags);
    this.all = all;
    this.recipient = findRecipient();
  }

  /** Returns a builder of an audience without anybody. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns everybody whom the application may reach. */
  public static WeComAudience all() {
    return new Builder().toAll().build();
  }

  /** Returns one member. */
  public static WeComAudience user(String userId) {
    return new Builder().toUser(userId).build();
  }

  /** Several members who were checked one by one. */
  static WeComAudience ofChecked(List<String> users) {
    return new WeComAudience(users, List.of(), List.of(), false);
  }

  /** Returns the ids of members, in the order given; unmodifiable. */
  public List<String> users() {
    return users;
  }

  /** Returns the ids of parties, in the order given; unmodifiable. */
  public List<String> parties() {
    return parties;
  }

  /** Returns the ids of tags, in the order given; unmodifiable. */
  public List<String> tags() {
    return tags;
  }

  /** Tells whether it is everybody. */
  public boolean isAll() {
    return all;
  }

  /** Tells whether it is one member and nobody else. */
  boolean isOneUser() {
    return users.size() == 1 && parties.isEmpty() && tags.isEmpty();
  }

  /** Tells whether members are meant whose ids do not stand here. */
  boolean holdsGroups() {
    return all || !parties.isEmpty() || !tags.isEmpty();
  }

  /**
   * What may not be repeated from WeCom's texts. Ids of one or two characters tell nobody's name,
   * and would blot out half of every text.
   */
  List<String> personal() {
    return users.stream().filter(id -> id.length() > 2).toList();
  }

  int size() {
    return users.size() + parties.size() + tags.size();
  }

  /** Returns it as the recipient of a message, of one of the kinds that this class names. */
  public Recipient recipient() {
    return recipient;
  }

  private Recipient findRecipient() {
    if (all) {
      return new Recipient(ALL, EVERYBODY);
    }
    if (size() > 1) {
      return new Recipient(AUDIENCE, digest());
    }
    if (!users.isEmpty()) {
      return new Recipient(USER, users.get(0));
    }
    return parties.isEmpty()
        ? new Recipient(TAG, tags.get(0))
        : new Recipient(PARTY, parties.get(0));
  }

  /** The same for the same ids in any order, so that equal audiences are equal recipients. */
  private String digest() {
    StringBuilder text = new StringBuilder();
    keys(users).forEach(id -> text.append('u').append(id).append('\n'));
    new TreeSet<>(parties).forEach(id -> text.append('p').append(id).append('\n'));
    new TreeSet<>(tags).forEach(id -> text.append('t').append(id).append('\n'));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }

  /** WeCom does not tell upper from lower case in ids of members, and answers in lower case. */
  static String key(String userId) {
    return userId.toLowerCase(Locale.ROOT);
  }

  private static Set<String> keys(Collection<String> users) {
    Set<String> keys = new TreeSet<>();
    users.forEach(id -> keys.add(key(id)));
    return keys;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeComAudience that
        && all == that.all
        && Set.copyOf(users).equals(Set.copyOf(that.users))
        && Set.copyOf(parties).equals(Set.copyOf(that.parties))
        && Set.copyOf(tags).equals(Set.copyOf(that.tags));
  }

  @Override
  public int hashCode() {
    return Objects.hash(all, Set.copyOf(users), Set.copyOf(parties), Set.copyOf(tags));
  }

  /** Shows how many, and nobody in full. */
  @Override
  public String toString() {
    if (all) {
      return "WeComAudience[all]";
    }
    return "WeComAudience[%d users, %d parties, %d tags]"
        .formatted(users.size(), parties.size(), tags.size());
  }

  /**
   * Collects a {@link WeComAudience}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> parties = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private boolean all;

    private Builder() {}

    /**
     * One more member; an id that is there already changes nothing.
     *
     * @param userId 1 to 64 bytes without blanks, control characters, {@code |} and commas
     * @throws IllegalArgumentException if it is not such an id, or is {@code @all}
     */
    public Builder toUser(String userId) {
      users.add(Ids.user(userId));
      return this;
    }

    /**
     * More members, 1,000 in all at most.
     *
     * @throws IllegalArgumentException if there is none, or one is not an id
     */
    public Builder toUsers(Collection<String> userIds) {
      Ids.some("userIds", userIds).forEach(this::toUser);
      return this;
    }

    /**
     * One more party (department).
     *
     * @param partyId its number
     * @throws IllegalArgumentException if it is not a number
     */
    public Builder toParty(String partyId) {
      parties.add(Ids.number("partyId", partyId));
      return this;
    }

    /** More parties, 100 in all at most; otherwise as {@link #toParty}. */
    public Builder toParties(Collection<String> partyIds) {
      Ids.some("partyIds", partyIds).forEach(this::toParty);
      return this;
    }

    /**
     * One more tag.
     *
     * @param tagId its number
     * @throws IllegalArgumentException if it is not a number
     */
    public Builder toTag(String tagId) {
      tags.add(Ids.number("tagId", tagId));
      return this;
    }

    /** More tags, 100 in all at most; otherwise as {@link #toTag}. */
    public Builder toTags(Collection<String> tagIds) {
      Ids.some("tagIds", tagIds).forEach(this::toTag);
      return this;
    }

    /** Everybody whom the application may reach. Excludes all others. */
    public Builder toAll() {
      all = true;
      return this;
    }

    /** Takes over an audience in place of what was collected. */
    Builder audience(WeComAudience audience) {
      users.clear();
      parties.clear();
      tags.clear();
      users.addAll(audience.users);
      parties.addAll(audience.parties);
      tags.addAll(audience.tags);
      all = audience.all;
      return this;
    }

    /** Adds what is wrong with what was collected. */
    void check(List<String> problems) {
      int count = users.size() + parties.size() + tags.size();
      if (count == 0 && !all) {
        problems.add("the recipient is missing; call toUser(id), toParty(id), toTag(id)");
      }
      if (count > 0 && all) {
        problems.add("toAll() excludes other recipients, but there were " + count);
      }
      most("users", users.size(), MAX_USERS, problems);
      most("parties", parties.size(), MAX_GROUPS, problems);
      most("tags", tags.size(), MAX_GROUPS, problems);
      twins(problems);
    }

    private static void most(String name, int count, int limit, List<String> problems) {
      if (count > limit) {
        problems.add("expected at most %d %s, but found %d".formatted(limit, name, count));
      }
    }

    /** Two spellings of one member: WeCom would answer for both with one name. */
    private void twins(List<String> problems) {
      Map<String, Integer> first = new HashMap<>();
      int index = 0;
      for (String user : users) {
        Integer before = first.putIfAbsent(key(user), index);
        if (before != null) {
          problems.add(
              "users %d and %d differ in upper and lower case only, which WeCom does not tell apart"
                  .formatted(before, index));
        }
        index++;
      }
    }

    /**
     * Returns the audience.
     *
     * @throws IllegalArgumentException if it is empty, too large or contradicts itself; names every
     *     problem
     */
    public WeComAudience build() {
      List<String> problems = new ArrayList<>();
      check(problems);
      Checks.none("WeComAudience", problems);
      return new WeComAudience(users, parties, tags, all);
    }
  }
}
