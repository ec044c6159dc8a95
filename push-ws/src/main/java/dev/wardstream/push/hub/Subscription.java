package dev.wardstream.push.hub;

import static java.util.Objects.requireNonNull;

import dev.wardstream.push.hub.Gap.Why;
import dev.wardstream.push.stream.Cursor;
import dev.wardstream.push.stream.Cursor.Part;
import dev.wardstream.push.stream.StreamName;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription between the log and its session.
 *
 * <p>It is <em>behind</em> (the catch-up thread reads the log for it, {@code next} on) or
 * <em>live</em> (the feed thread offers to it). {@code next} belongs to whoever moves it forward:
 * handed from the I/O thread to the catch-up queue, from there to the feed thread. {@code live} and
 * {@code ended} are written by the feed thread (ended also by the I/O thread), read by all.
 *
 * <p>Its positions are those in the partitions it reads, its <em>slots</em>, followed, for the
 * events of a ward, by those in the census: up to there the subscriber knows who is in the ward.
 */
public final class Subscription {
  /** In place of an offset: wherever the log starts. */
  public static final long START = -1;

  private final int id;
  private final StreamName stream;
  private final LiveLog log;
  private final @Nullable LiveLog census;
  private final int[] partitions;
  private final int[] censusPartitions;
  private final Watcher watcher;
  private final Outbox outbox;
  private final AtomicBoolean stalled = new AtomicBoolean();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final Set<String> entered = new LinkedHashSet<>();
  private boolean touched;
  private long[] next;
  private volatile long[] scanned;
  private volatile boolean live;
  private volatile boolean ended;

  /**
   * A subscription that begins nowhere yet.
   *
   * @param id number within the session
   * @param partitions the partitions its stream lives in, ascending
   * @param census the log of the census; null unless who is in a ward decides what it gets
   */
  public Subscription(
      int id,
      StreamName stream,
      LiveLog log,
      int[] partitions,
      @Nullable LiveLog census,
      Watcher watcher) {
    this.id = id;
    this.stream = stream;
    this.log = log;
    this.census = census;
    this.censusPartitions = census == null ? new int[0] : census.allPartitions();
    this.partitions = partitions.clone();
    this.watcher = watcher;
    this.outbox =
        new Outbox(watcher.budget(), partitions.length, stream.kind().isConflatedUnderPressure());
    this.next = new long[partitions.length + (census == null ? 0 : census.partitions())];
    this.scanned = next.clone();
  }

  public int id() {
    return id;
  }

  public StreamName stream() {
    return stream;
  }

  public LiveLog log() {
    return log;
  }

  public Watcher watcher() {
    return watcher;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** How many partitions it reads. */
  public int slots() {
    return partitions.length;
  }

  /** How many positions make up its cursor. */
  public int positions() {
    return next.length;
  }

  public int partition(int slot) {
    return partitions[slot];
  }

  public int[] partitions() {
    return partitions.clone();
  }

  /** The slot of a partition it reads. */
  public int slotOf(int partition) {
    return Pending.slot(partitions.length, partition);
  }

  public HotTail tail(int slot) {
    return log.tail(partitions[slot]);
  }

  /** The cursor at some positions, which it keeps. */
  public Cursor cursorAt(long[] positions) {
    if (census == null) {
      return new Cursor(stream.hash(), List.of(new Part(log.topicId(), partitions, positions)));
    }
    return new Cursor(
        stream.hash(),
        List.of(
            new Part(log.topicId(), partitions, Arrays.copyOf(positions, slots())),
            new Part(
                census.topicId(),
                censusPartitions,
                Arrays.copyOfRange(positions, slots(), positions.length))));
  }

  public long next(int slot) {
    return next[slot];
  }

  /** Moves on; only by the thread that has it in hand. */
  public void next(int slot, long offset) {
    next[slot] = offset;
  }

  /** Up to which record of a census partition the subscriber knows who is in the ward. */
  public long censusFrom(int partition) {
    return next[slots() + partition];
  }

  /** Sets where it begins, before it is handed to the catch-up queue or the feed. */
  public void begin(long[] positions) {
    next = positions.clone();
    scanned = positions.clone();
  }

  /** Tells the session that everything below {@code next} has been offered. */
  public void publishProgress() {
    scanned = next.clone();
  }

  /**
   * Positions below which everything has been offered. Read it before the outbox is drained: when
   * the outbox is then found empty, everything below has been sent.
   */
  public long[] horizon() {
    var behind = scanned;
    var ends = ends();
    return live ? ends : behind;
  }

  /** The ends of everything its positions are in. */
  public long[] ends() {
    var ends = new long[next.length];
    for (var at = 0; at < ends.length; at++) {
      ends[at] = (at < slots() ? tail(at) : requireNonNull(census).tail(at - slots())).end();
    }
    return ends;
  }

  /** Appends unless the session is full. */
  public boolean offer(Entry entry) {
    return outbox.offer(entry);
  }

  /** Tells of one record that the subscriber does not get; true unless the session is full. */
  public boolean offerGap(int partition, long offset, Why why) {
    return offer(Gap.in(slots(), slotOf(partition), offset + 1, 1, why));
  }

  /** Whether what is read again may be added; live data needs the rest. */
  public boolean hasRoom() {
    return watcher.budget().isComfortable();
  }

  /** The catch-up thread stops for want of room. */
  public void stall() {
    stalled.set(true);
  }

  /** Whether it had stopped; whoever gets true submits it again. */
  public boolean unstall() {
    return stalled.compareAndSet(true, false);
  }

  public boolean isLive() {
    return live;
  }

  void live(boolean isLive) {
    live = isLive;
  }

  /** Nothing more is offered to it, for want of room or credit, until it is read again. */
  void interrupt() {
    live = false;
    interrupted.set(true);
  }

  /** Whether it was interrupted; whoever gets true parks it. */
  public boolean takeInterruption() {
    return interrupted.compareAndSet(true, false);
  }

  public boolean hasEnded() {
    return ended;
  }

  /** Nothing is offered any more. */
  public void end() {
    ended = true;
  }

  /** Feed thread: true when it was not touched since the last flush. */
  boolean touch() {
    var first = !touched;
    touched = true;
    return first;
  }

  void untouch() {
    touched = false;
  }

  /** Patients who came to its ward while it was behind; feed thread only. */
  public Set<String> entered() {
    return entered;
  }
}
