package dev.wardstream.push.feed;

import dev.wardstream.push.stream.Kind;

/**
 * Is told of records that were handed to their watchers. Runs on the feed thread; returns at once.
 */
@FunctionalInterface
public interface PublishedListener {

  /**
   * A record was published.
   *
   * @param delayMillis since its timestamp; below zero when clocks disagree
   */
  void record(Kind kind, long delayMillis);
}
