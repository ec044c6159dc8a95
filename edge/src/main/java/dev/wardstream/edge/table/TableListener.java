package dev.wardstream.edge.table;

import org.jspecify.annotations.Nullable;

/** Hears of every change of a table, in the order of each partition, on the table's thread. */
@FunctionalInterface
public interface TableListener<V> {

  /**
   * A row has changed in the table.
   *
   * @param row null when the key was deleted
   */
  void changed(String key, @Nullable Row<V> row);
}
