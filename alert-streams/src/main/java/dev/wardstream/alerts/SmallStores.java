package dev.wardstream.alerts;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory of all stores of this process together; by default each store of each
 * partition would take its own tens of megabytes. Created by Kafka Streams, once per store.
 */
public final class SmallStores implements RocksDBConfigSetter {
  private static final long MEMORY_BYTES = 64L << 20;
  private static final long WRITE_BUFFER_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_PER_STORE_BYTES = 4L << 20;

  /** RocksDB takes its memory from here, for as long as the process lives. */
  private static final class Memory {
    private static final Cache CACHE;
    private static final WriteBufferManager WRITE_BUFFERS;

    static {
      RocksDB.loadLibrary();
      CACHE = new LRUCache(MEMORY_BYTES);
      WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);
    }
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setBlockCache(Memory.CACHE);
      table.setCacheIndexAndFilterBlocks(true);
      options.setTableFormatConfig(table);
    }
    options.setWriteBufferManager(Memory.WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_PER_STORE_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  /** The memory is shared: closing a store must not free it. */
  @Override
  public void close(String store, Options options) {}
}
