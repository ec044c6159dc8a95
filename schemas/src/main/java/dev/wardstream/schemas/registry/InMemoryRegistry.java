package dev.wardstream.schemas.registry;

import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Schema;

/**
 * A registry in this process. Readers, from any thread, see immutable contents and never wait;
 * changes happen one at a time: first the journal, then the contents, so nothing is ever known here
 * that the journal would not bring back.
 */
public final class InMemoryRegistry implements SchemaRegistry {

  /** Keeps every change. */
  @FunctionalInterface
  public interface Journal {
    /** Returns when the entry is kept; throws {@link RegistryException} when it is not. */
    void append(RegistryEntry entry);
  }

  private final Journal journal;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile RegistryContents contents;

  /** Keeps nothing beyond this process. */
  public InMemoryRegistry() {
    this(RegistryContents.EMPTY, entry -> {});
  }

  /** Starts with what the journal brought back. */
  public InMemoryRegistry(RegistryContents restored, Journal journal) {
    this.contents = restored;
    this.journal = journal;
  }

  @Override
  public int register(String subject, Schema schema) {
    var known = contents.find(subject, schema);
    if (known.isPresent()) {
      return known.get().id();
    }
    changing.lock();
    try {
      var version = contents.find(subject, schema).orElseGet(() -> contents.next(subject, schema));
      if (!contents.versions(subject).contains(version)) {
        change(version);
      }
      return version.id();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Schema byId(int id) {
    var schema = contents.schemas().get(id);
    if (schema == null) {
      throw new RegistryException(RegistryError.SCHEMA_NOT_FOUND, "no schema has id " + id);
    }
    return schema;
  }

  /** Sets a compatibility level. */
  public void configure(RegistryEntry.Level level) {
    changing.lock();
    try {
      change(level);
    } finally {
      changing.unlock();
    }
  }

  /** Everything known now. */
  public RegistryContents contents() {
    return contents;
  }

  private void change(RegistryEntry entry) {
    journal.append(entry);
    contents = contents.with(entry);
  }
}
