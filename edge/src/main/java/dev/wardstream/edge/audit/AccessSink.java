package dev.wardstream.edge.audit;

import dev.wardstream.schemas.avro.AccessRecord;
import java.util.List;

/** Where records of access go. Used by one thread, which may wait. */
interface AccessSink extends AutoCloseable {

  /**
   * Writes records that nobody waits for, and returns when it is known for each whether it is
   * there, or not in time.
   *
   * @return the indexes of those that are not known to be written
   */
  List<Integer> write(List<AccessRecord> records) throws InterruptedException;

  @Override
  void close();
}
