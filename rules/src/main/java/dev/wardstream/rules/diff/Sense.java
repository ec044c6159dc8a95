package dev.wardstream.rules.diff;

import java.util.List;

/** What it means when a number of a document becomes greater. */
final class Sense {
  private Sense() {}

  static Direction ofGreater(List<String> keys) {
    String key = keys.getLast();
    String parent = keys.size() > 1 ? keys.get(keys.size() - 2) : "";
    return switch (parent) {
      case "raise" -> key.equals("below") ? Direction.MORE_SENSITIVE : Direction.LESS_SENSITIVE;
      case "clear" -> key.equals("atMost") ? Direction.SOONER : Direction.LATER;
      case "silence" -> Direction.LESS_SENSITIVE;
      case "tiers" -> Direction.LATER;
      default -> of(keys.getFirst(), key);
    };
  }

  private static Direction of(String section, String key) {
    return switch (section) {
      case "families" ->
          switch (key) {
            case "step", "minAge", "for", "samples", "after", "nobodyWatchingAfter" ->
                Direction.LESS_SENSITIVE;
            case "within", "maxAge" -> Direction.MORE_SENSITIVE;
            case "hold" -> Direction.LATER;
            default -> Direction.UNTOLD;
          };
      case "timing" ->
          switch (key) {
            case "lateness", "future", "freshness" -> Direction.MORE_SENSITIVE;
            default -> Direction.LATER;
          };
      default -> Direction.UNTOLD;
    };
  }
}
