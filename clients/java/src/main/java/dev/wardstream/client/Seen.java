package dev.wardstream.client;

import java.util.HashMap;
import java.util.Map;

/**
 * The highest offset told of each partition: what is at or below it was told before. An {@code at}
 * in another form is always new.
 */
final class Seen {
  private final Map<String, Long> highest = new HashMap<>();

  /** Whether an item is new; from now on it is not. */
  boolean add(String at) {
    var slash = at.lastIndexOf('/');
    if (!at.matches("[^/]+/[0-9]+/[0-9]{1,18}")) {
      return true; // not one of the log's own positions
    }
    var offset = Long.parseLong(at, slash + 1, at.length(), 10);
    var partition = at.substring(0, slash);
    var known = highest.get(partition);
    if (known != null && known >= offset) {
      return false;
    }
    highest.put(partition, offset);
    return true;
  }
}
