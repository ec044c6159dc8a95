package dev.wardstream.rules.diff;

import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.outline.Outline;
import dev.wardstream.rules.outline.RuleWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two rule sets value by value, by what they decide and not by how they are written. */
public final class RuleDiff {
  private static final Set<String> SCOPES = Set.of("wards", "patients");

  private final Map<String, Object> before;
  private final Map<String, Object> after;
  private final List<Change> changes = new ArrayList<>();

  private RuleDiff(RuleSet before, RuleSet after) {
    this.before = Outline.of(before);
    this.after = Outline.of(after);
  }

  /** What has changed, in the order of the document; id, version and description are no rules. */
  public static List<Change> of(RuleSet before, RuleSet after) {
    var diff = new RuleDiff(before, after);
    diff.maps(List.of(), diff.before, diff.after);
    return List.copyOf(diff.changes);
  }

  private void maps(List<String> keys, Map<?, ?> old, Map<?, ?> now) {
    Set<Object> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    for (Object name : names) {
      List<String> path = new ArrayList<>(keys);
      path.add((String) name);
      values(path, old.get(name), now.get(name));
    }
  }

  private void values(List<String> keys, @Nullable Object old, @Nullable Object now) {
    if (old instanceof Map<?, ?> was && now instanceof Map<?, ?> is) {
      maps(keys, was, is);
    } else if (SCOPES.contains(keys.getFirst()) && old == null && now instanceof Map<?, ?> is) {
      maps(keys, Map.of(), is);
    } else if (SCOPES.contains(keys.getFirst()) && now == null && old instanceof Map<?, ?> was) {
      maps(keys, was, Map.of());
    } else if (old == null || !old.equals(now)) {
      leaf(keys, old, now);
    }
  }

  private void leaf(List<String> keys, @Nullable Object old, @Nullable Object now) {
    Object was = old == null ? inherited(keys, before) : old;
    Object is = now == null ? inherited(keys, after) : now;
    changes.add(
        new Change(keys, text(was, old == null), text(is, now == null), direction(keys, was, is)));
  }

  /** What everybody has, where a ward or patient has nothing of its own. */
  private static @Nullable Object inherited(List<String> keys, Map<String, Object> tree) {
    if (!SCOPES.contains(keys.getFirst())) {
      return null;
    }
    Object value = tree;
    for (String key : keys.subList(2, keys.size())) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }

  private static @Nullable String text(@Nullable Object value, boolean inherited) {
    return value == null ? null : RuleWriter.inline(value) + (inherited ? ", as for all" : "");
  }

  private static Direction direction(List<String> keys, @Nullable Object was, @Nullable Object is) {
    boolean watched = on(was);
    if (watched != on(is)) {
      return presence(keys, watched);
    }
    if (was instanceof Boolean raised) {
      return raised ? Direction.LESS_SENSITIVE : Direction.MORE_SENSITIVE;
    }
    int order = compare(was, is);
    Direction greater = Sense.ofGreater(keys);
    return order == 0 ? Direction.UNTOLD : order < 0 ? greater : greater.opposite();
  }

  /** A family, level or silence limit that comes or goes. */
  private static Direction presence(List<String> keys, boolean watched) {
    boolean tells = keys.contains("families") || keys.contains("silence");
    if (!tells || keys.contains("raise") || keys.contains("clear")) {
      return Direction.UNTOLD;
    }
    return watched ? Direction.LESS_SENSITIVE : Direction.MORE_SENSITIVE;
  }

  private static boolean on(@Nullable Object value) {
    return value != null && !value.equals("off");
  }

  /** Negative when it became greater; 0 when that cannot be said. */
  private static int compare(@Nullable Object was, @Nullable Object is) {
    if (was instanceof BigDecimal a && is instanceof BigDecimal b) {
      return a.compareTo(b);
    }
    if (was instanceof Duration a && is instanceof Duration b) {
      return a.compareTo(b);
    }
    if (was instanceof Integer a && is instanceof Integer b) {
      return a.compareTo(b);
    }
    return was instanceof List<?> a && is instanceof List<?> b ? lists(a, b) : 0;
  }

  /** Waits of the same number: all of them the one way, or it cannot be said. */
  private static int lists(List<?> was, List<?> is) {
    if (was.size() != is.size()) {
      return 0;
    }
    Set<Integer> orders = new LinkedHashSet<>();
    for (int i = 0; i < was.size(); i++) {
      orders.add(Integer.signum(compare(was.get(i), is.get(i))));
    }
    orders.remove(0);
    return orders.size() == 1 ? orders.iterator().next() : 0;
  }
}
