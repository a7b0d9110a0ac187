package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * To whom a message goes, and whom it can't reach. Stays on its connection's thread.
 *
 * @param everyone whether {@code @all} is named, which overrides all else
 * @param people that are reached, in lower case
 * @param groups parties and tags that are reached
 */
record Addressees(
    boolean everyone,
    List<String> people,
    int groups,
    List<String> invalidUsers,
    List<String> invalidParties,
    List<String> invalidTags,
    List<String> unlicensed) {

  private static final int MOST_PEOPLE = 1000;
  private static final int MOST_GROUPS = 100;

  /**
   * Reads {@code touser}, {@code toparty} and {@code totag}.
   *
   * @throws Refused 40031, 40032, 82002 or 82003 for a list that is none or too long, the chosen
   *     number without any
   */
  static Addressees of(LenientBody body, WeComDirectory directory, int missing) {
    JsonNode root = body.root();
    if (body.has(root, "touser") && !root.path("touser").isTextual()) {
      body.text(root, "touser");
      throw new Refused(40031);
    }
    List<String> people = ids(body.text(root, "touser"));
    // One @all among others is everyone too: what a smuggled separator leads to.
    if (people.contains("@all")) {
      return new Addressees(true, List.of(), 0, List.of(), List.of(), List.of(), List.of());
    }
    List<String> parties = ids(body.text(root, "toparty"));
    List<String> tags = ids(body.text(root, "totag"));
    if (people.size() > MOST_PEOPLE) {
      throw new Refused(40032);
    }
    if (parties.size() > MOST_GROUPS) {
      throw new Refused(82002);
    }
    if (tags.size() > MOST_GROUPS) {
      throw new Refused(82003);
    }
    if (people.isEmpty() && parties.isEmpty() && tags.isEmpty()) {
      throw new Refused(missing);
    }
    return sorted(directory, people, parties, tags);
  }

  private static Addressees sorted(
      WeComDirectory directory, List<String> people, List<String> parties, List<String> tags) {
    List<String> reached = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    List<String> unlicensed = new ArrayList<>();
    for (String person : people) {
      // The platform tells ids in lower case, whatever the case in the call.
      String id = person.toLowerCase(Locale.ROOT);
      switch (directory.standing(WeComDirectory.Kind.PERSON, person)) {
        case VISIBLE -> reached.add(id);
        case UNLICENSED -> unlicensed.add(id);
        case INVISIBLE, UNKNOWN -> invalid.add(id);
      }
    }
    List<String> invalidParties = unseen(directory, WeComDirectory.Kind.PARTY, parties);
    List<String> invalidTags = unseen(directory, WeComDirectory.Kind.TAG, tags);
    int groups = parties.size() + tags.size() - invalidParties.size() - invalidTags.size();
    return new Addressees(false, reached, groups, invalid, invalidParties, invalidTags, unlicensed);
  }

  private static List<String> unseen(
      WeComDirectory directory, WeComDirectory.Kind kind, List<String> ids) {
    return ids.stream()
        .filter(id -> directory.standing(kind, id) != WeComDirectory.Standing.VISIBLE)
        .toList();
  }

  private static List<String> ids(String list) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : list.split("\\|", -1)) {
      // The vendor's own sample has spaces around the separators.
      String stripped = id.strip();
      if (!stripped.isEmpty()) {
        ids.add(stripped);
      }
    }
    return List.copyOf(ids);
  }

  boolean nobody() {
    return !everyone && people.isEmpty() && groups == 0;
  }

  /** The answer with everyone named whom it did not reach. */
  WeComReply named(WeComReply reply, RecipientLists style) {
    return reply
        .with(WeComReply.Field.INVALID_USER, invalidUsers, style)
        .with(WeComReply.Field.INVALID_PARTY, invalidParties, style)
        .with(WeComReply.Field.INVALID_TAG, invalidTags, style)
        .with(WeComReply.Field.UNLICENSED_USER, unlicensed, style);
  }

  /** Shows nobody. */
  @Override
  public String toString() {
    return people.size() + " people and " + groups + " groups";
  }
}
