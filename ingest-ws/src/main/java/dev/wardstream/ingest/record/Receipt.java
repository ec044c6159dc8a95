package dev.wardstream.ingest.record;

import java.util.List;

/** Writes the body of an {@code ok} once the positions are known. Runs on the producer's thread. */
@FunctionalInterface
public interface Receipt {

  /**
   * The body.
   *
   * @param positions {@code topic/partition/offset} of each record, in the order given
   */
  byte[] body(List<String> positions);
}
