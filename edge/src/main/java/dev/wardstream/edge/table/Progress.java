package dev.wardstream.edge.table;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/** How far a table has been read; told by its thread, waited for by others. */
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<Integer, Long> reached = new HashMap<>();

  /** The table contains everything before these positions. */
  void reached(Map<TopicPartition, Long> positions) {
    lock.lock();
    try {
      positions.forEach((partition, position) -> reached.put(partition.partition(), position));
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean await(int partition, long position, Duration limit) throws InterruptedException {
    var left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (reached.getOrDefault(partition, 0L) < position) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
