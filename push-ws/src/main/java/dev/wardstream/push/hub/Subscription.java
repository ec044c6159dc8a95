package dev.wardstream.push.hub;

import dev.wardstream.push.stream.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One subscription between the log and its session.
 *
 * <p>It is <em>behind</em> (a catch-up thread reads the log for it, {@code next} on) or
 * <em>live</em> (the feed thread offers to it). {@code next} belongs to whoever moves it forward:
 * handed from the I/O thread to the catch-up queue, from there to the feed thread. {@code live} and
 * {@code ended} are written by the feed thread (ended also by the I/O thread), read by all.
 */
public final class Subscription {
  /** In place of an offset: wherever the log starts. */
  public static final long START = -1;

  private final int id;
  private final StreamName stream;
  private final LiveLog log;
  private final int[] partitions;
  private final Watcher watcher;
  private final Outbox outbox;
  private final boolean credited;
  private final AtomicBoolean stalled = new AtomicBoolean();
  private final List<String> entered = new ArrayList<>();
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
   * @param credited its client grants credit: it is parked rather than cut when it falls behind
   */
  public Subscription(
      int id, StreamName stream, LiveLog log, int[] partitions, Watcher watcher, boolean credited) {
    this.id = id;
    this.stream = stream;
    this.log = log;
    this.partitions = partitions.clone();
    this.watcher = watcher;
    this.outbox = new Outbox(watcher.budget());
    this.credited = credited;
    this.next = new long[partitions.length];
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

  boolean credited() {
    return credited;
  }

  /** How many partitions it reads. */
  public int slots() {
    return partitions.length;
  }

  public int partition(int slot) {
    return partitions[slot];
  }

  public int[] partitions() {
    return partitions.clone();
  }

  /** The slot of a partition it reads. */
  public int slotOf(int partition) {
    return partitions.length == 1 ? 0 : partition;
  }

  public HotTail tail(int slot) {
    return log.tail(partitions[slot]);
  }

  public long next(int slot) {
    return next[slot];
  }

  /** Moves on; only by the thread that has it in hand. */
  public void next(int slot, long offset) {
    next[slot] = offset;
  }

  /** Sets where it begins, before it is handed to the catch-up queue or the feed. */
  public void begin(long[] offsets) {
    next = offsets.clone();
    scanned = offsets.clone();
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
    var ends = new long[partitions.length];
    for (var slot = 0; slot < ends.length; slot++) {
      ends[slot] = tail(slot).end();
    }
    return live ? ends : behind;
  }

  /** Appends unless the session is full. */
  public boolean offer(Entry entry) {
    return outbox.offer(entry);
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
  List<String> entered() {
    return entered;
  }
}
