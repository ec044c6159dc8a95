package dev.wardstream.alerts.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The journals of all patients of a partition: their store, and which of them have all their
 * samples on the heap at the moment. Belongs to the task; one thread.
 */
public final class Journal {
  /** Patients whose samples are on the heap, each about 100 KB; others are read when needed. */
  private static final int IMAGES = 32;

  private static final int PLACE_AND_INDEX = 3;

  private final KeyValueStore<Bytes, byte[]> store;
  private final LinkedHashSet<PatientJournal> withImage = new LinkedHashSet<>();

  /** The journals in this store. */
  public Journal(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The journal of a patient; nothing is read until it is used. */
  public PatientJournal of(String patient) {
    return new PatientJournal(this, prefix(patient));
  }

  /** The journal of a patient of whom nothing was ever kept. */
  public PatientJournal begin(String patient) {
    PatientJournal begun = of(patient);
    begun.isNew();
    return begun;
  }

  /** Ends with zero, which no id contains: no patient's keys begin with those of another. */
  private static byte[] prefix(String patient) {
    byte[] id = patient.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(id, id.length + 1);
  }

  void put(byte[] prefix, int place, int index, byte[] value) {
    store.put(key(prefix, place, index), value);
  }

  /** Tells the entries of a block: their index and bytes. */
  void read(byte[] prefix, Block block, BiConsumer<Integer, byte[]> to) {
    if (block.entries > 0) {
      scan(
          prefix,
          block.place,
          block.place,
          block.entries - 1,
          (_, i, bytes) -> to.accept(i, bytes));
    }
  }

  /** Tells every entry of a patient, by place and index. */
  void readAll(byte[] prefix, Found to) {
    scan(prefix, 0, PatientJournal.PLACES - 1, Block.FULL - 1, to);
  }

  /** An entry that was found. */
  @FunctionalInterface
  interface Found {
    void at(int place, int index, byte[] bytes);
  }

  private void scan(byte[] prefix, int first, int last, int lastIndex, Found to) {
    try (var entries = store.range(key(prefix, first, 0), key(prefix, last, lastIndex))) {
      while (entries.hasNext()) {
        var entry = entries.next();
        byte[] key = entry.key.get();
        int at = prefix.length;
        int place = ((key[at] & 0xff) << 8) | (key[at + 1] & 0xff);
        to.at(place, key[at + 2], entry.value);
      }
    } catch (IllegalArgumentException e) {
      throw new ProcessorStateException("a journal that cannot be read back", e);
    }
  }

  private static Bytes key(byte[] prefix, int place, int index) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + PLACE_AND_INDEX);
    key[prefix.length] = (byte) (place >> 8);
    key[prefix.length + 1] = (byte) place;
    key[prefix.length + 2] = (byte) index;
    return Bytes.wrap(key);
  }

  /** The journal has its image and uses it: of too many, the one unused for longest is dropped. */
  void uses(PatientJournal journal) {
    withImage.remove(journal);
    withImage.add(journal);
    if (withImage.size() > IMAGES) {
      Iterator<PatientJournal> oldest = withImage.iterator();
      oldest.next().dropImage();
      oldest.remove();
    }
  }

  void forget(PatientJournal journal) {
    withImage.remove(journal);
  }
}
