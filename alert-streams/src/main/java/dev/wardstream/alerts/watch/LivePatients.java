package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.journal.Journal;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.StateCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The patients of a partition: the working state is on the heap, and every change of it is written
 * to the stores at once, so that any of it can be dropped at any time. Belongs to the task; one
 * thread.
 */
final class LivePatients {
  private final KeyValueStore<String, byte[]> often;
  private final KeyValueStore<String, byte[]> rarely;
  private final Journal journal;
  private final Map<String, LivePatient> live;

  /**
   * Nobody is on the heap yet.
   *
   * @param often what changes with every reading, after eight bytes for the offset of the newest
   *     put
   * @param rarely the rest
   * @param most so many stay on the heap; the one unused for longest is dropped
   */
  LivePatients(
      KeyValueStore<String, byte[]> often,
      KeyValueStore<String, byte[]> rarely,
      Journal journal,
      int most) {
    this.often = often;
    this.rarely = rarely;
    this.journal = journal;
    live = new LeastRecentlyUsed(most);
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, LivePatient> {
    private static final long serialVersionUID = 1;
    private static final int FIRST_CAPACITY = 64;
    private static final float LOAD = 0.75f;

    private final int most;

    private LeastRecentlyUsed(int most) {
      super(FIRST_CAPACITY, LOAD, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, LivePatient> eldest) {
      boolean drop = size() > most;
      if (drop) {
        eldest.getValue().journal.close();
      }
      return drop;
    }
  }

  /** The patient as of the last input. */
  LivePatient of(String id) {
    LivePatient known = live.get(id);
    if (known == null) {
      byte @Nullable [] bytes = often.get(id);
      known =
          bytes == null
              ? new LivePatient(new Patient(id), journal.begin(id), -1)
              : decode(id, bytes);
      live.put(id, known);
    }
    return known;
  }

  /** Writes what an input or the passing of time has changed. */
  void keep(LivePatient its) {
    byte[] state = StateCodec.often(its.patient);
    byte[] value = new byte[Long.BYTES + state.length];
    ByteBuffer.wrap(value).putLong(its.newestPut).put(state);
    often.put(its.patient.id(), value);
    if (its.patient.takeRareChange()) {
      rarely.put(its.patient.id(), StateCodec.rarely(its.patient));
    }
    its.journal.flush();
  }

  /** Forgets what an input has half done: the stores have the state before it. */
  void drop(String id) {
    LivePatient broken = live.remove(id);
    if (broken != null) {
      broken.journal.close();
    }
  }

  /** Tells every patient that was ever kept. */
  void forEach(Consumer<LivePatient> to) {
    try (var all = often.all()) {
      all.forEachRemaining(entry -> to.accept(decode(entry.key, entry.value)));
    }
  }

  private LivePatient decode(String id, byte[] bytes) {
    try {
      long newestPut = ByteBuffer.wrap(bytes).getLong();
      byte[] state = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
      Patient patient = StateCodec.decode(id, state, rarely.get(id));
      return new LivePatient(patient, journal.of(id), newestPut);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | java.nio.BufferUnderflowException e) {
      throw new ProcessorStateException("a patient that cannot be read back", e);
    }
  }
}
