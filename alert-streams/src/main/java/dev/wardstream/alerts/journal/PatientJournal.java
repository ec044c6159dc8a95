package dev.wardstream.alerts.journal;

import dev.wardstream.alerts.journal.Entry.Change;
import dev.wardstream.alerts.journal.Entry.Kind;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.vitals.Vital;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one patient. Changes are gathered and written by {@link #flush} as one entry per
 * put; what was not flushed was never there. Reading looks into the blocks that may have the time,
 * or, when that would be many, at an image of everything on the heap.
 *
 * <p>Belongs to the thread that runs the patient.
 */
public final class PatientJournal implements SampleHistory {
  /** Blocks of a patient; more than any lateness bound and run of real rules needs. */
  static final int PLACES = 1 << 16;

  /** So many blocks are read rather than everything. */
  private static final int FEW_BLOCKS = 3;

  private final Journal journal;
  private final byte[] prefix;
  private final List<Change> pending = new ArrayList<>(4);
  private final List<Block> blocks = new ArrayList<>(4);
  private final Deque<Integer> free = new ArrayDeque<>(2);
  private final long[] purged = new long[Vital.values().length + 1];
  private int places;
  private boolean open;

  /** Something was removed: a block alone does not tell what is left of it. */
  private boolean removals;

  private @Nullable InMemoryHistory image;

  PatientJournal(Journal journal, byte[] prefix) {
    this.journal = journal;
    this.prefix = prefix;
    Arrays.fill(purged, Long.MIN_VALUE);
  }

  void isNew() {
    open = true;
  }

  @Override
  public void add(Vital vital, Sample sample) {
    change(Change.added(vital, sample));
  }

  @Override
  public void remove(Vital vital, long time) {
    if (contains(vital, time)) {
      removals = true;
      change(Change.of(Kind.REMOVED, vital, time));
    }
  }

  @Override
  public void purge(Vital vital, long before) {
    if (before > purged[Entry.code(vital)]) {
      change(Change.of(Kind.PURGED, vital, before));
    }
  }

  private void change(Change change) {
    if (!open) {
      load();
    }
    pending.add(change);
    if (change.kind() == Kind.PURGED) {
      purged[Entry.code(change.vital())] = change.sample().time();
    }
    if (image != null) {
      apply(change, image);
    }
  }

  @Override
  public boolean contains(Vital vital, long time) {
    InMemoryHistory all = image;
    return all == null ? !between(vital, time, time).isEmpty() : all.contains(vital, time);
  }

  @Override
  public List<Sample> between(Vital vital, long from, long to) {
    if (!open) {
      load();
    }
    InMemoryHistory all = image;
    if (all == null && !removals) {
      List<Block> few = blocksOf(vital, from, to);
      if (few.size() <= FEW_BLOCKS) {
        return from(few, vital, Math.max(from, purged[Entry.code(vital)]), to);
      }
    }
    if (all == null) {
      all = load(new InMemoryHistory());
      image = all;
    }
    journal.uses(this);
    return all.between(vital, from, to);
  }

  private List<Block> blocksOf(Vital vital, long from, long to) {
    List<Block> found = new ArrayList<>(FEW_BLOCKS + 1);
    for (int i = blocks.size() - 1; i >= 0 && found.size() <= FEW_BLOCKS; i--) {
      if (blocks.get(i).mayHold(vital, from, to)) {
        found.add(blocks.get(i));
      }
    }
    return found;
  }

  private List<Sample> from(List<Block> few, Vital vital, long from, long to) {
    List<Sample> samples = new ArrayList<>();
    for (Block block : few) {
      journal.read(
          prefix, block, (_, bytes) -> collect(Entry.read(bytes), vital, from, to, samples));
    }
    collect(pending, vital, from, to, samples);
    samples.sort(Comparator.comparingLong(Sample::time));
    return samples;
  }

  private static void collect(
      List<Change> changes, Vital vital, long from, long to, List<Sample> into) {
    for (Change change : changes) {
      long time = change.sample().time();
      if (change.kind() == Kind.ADDED && change.vital() == vital && time >= from && time <= to) {
        into.add(change.sample());
      }
    }
  }

  /** Writes what changed since the last time. */
  public void flush() {
    if (pending.isEmpty()) {
      return;
    }
    Block block = block();
    journal.put(prefix, block.place, block.entries, Entry.write(block.generation, pending));
    block.entries++;
    pending.forEach(block::cover);
    pending.clear();
  }

  /** The block being written; the place of a new one is that of a block that is over. */
  private Block block() {
    Block newest = blocks.isEmpty() ? null : blocks.getLast();
    if (newest != null && !newest.full()) {
      return newest;
    }
    for (Iterator<Block> all = blocks.iterator(); all.hasNext(); ) {
      Block block = all.next();
      if (block.isOver(purged)) {
        all.remove();
        free.add(block.place);
      }
    }
    Integer place = free.poll();
    if (place == null && places == PLACES) {
      throw new IllegalStateException("more samples than a journal can hold are still needed");
    }
    Block begun =
        new Block(place == null ? places++ : place, newest == null ? 1 : newest.generation + 1);
    blocks.add(begun);
    return begun;
  }

  /** Finds the blocks; entries of an older generation wait to be written over. */
  private void load() {
    open = true;
    journal.readAll(prefix, this::found);
    blocks.sort(Comparator.comparingLong(block -> block.generation));
  }

  private void found(int place, int index, byte[] bytes) {
    long generation = Entry.generation(bytes);
    if (index == 0) {
      blocks.add(new Block(place, generation));
      places = Math.max(places, place + 1);
    }
    Block block = blocks.getLast();
    if (block.generation == generation) {
      block.entries++;
      Entry.read(bytes, change -> restore(block, change));
    }
  }

  private void restore(Block block, Change change) {
    block.cover(change);
    int code = Entry.code(change.vital());
    if (change.kind() == Kind.PURGED) {
      purged[code] = Math.max(purged[code], change.sample().time());
    }
    removals |= change.kind() == Kind.REMOVED;
  }

  private InMemoryHistory load(InMemoryHistory all) {
    Set<Vital> known = new HashSet<>();
    for (Block block : blocks) {
      journal.read(
          prefix,
          block,
          (_, bytes) ->
              Entry.read(
                  bytes,
                  change -> {
                    known.add(change.vital());
                    apply(change, all);
                  }));
    }
    pending.forEach(change -> apply(change, all));
    known.forEach(vital -> all.purge(vital, purged[Entry.code(vital)]));
    return all;
  }

  private static void apply(Change change, InMemoryHistory all) {
    switch (change.kind()) {
      case ADDED -> all.add(change.vital(), change.sample());
      case REMOVED -> all.remove(change.vital(), change.sample().time());
      case PURGED -> all.purge(change.vital(), change.sample().time());
    }
  }

  /** It is not used any more. */
  public void close() {
    image = null;
    journal.forget(this);
  }

  void dropImage() {
    image = null;
  }
}
