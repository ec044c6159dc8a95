package dev.wardstream.clinical.windows;

import dev.wardstream.clinical.bytes.ByteSink;
import dev.wardstream.clinical.bytes.ByteSource;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one numeric series that can still change. The newest minute runs along with every
 * sample; the others are touched once a minute and by late data.
 *
 * <ul>
 *   <li>A minute is published when the first sample at or after its end is accepted, or {@link
 *       #due} when none comes; again, with the next revision, once per step in which late data
 *       changed it; and as final once the newest sample is the lateness bound after its end.
 *   <li>An hour likewise.
 *   <li>A minute without samples is not published: a hole is a hole.
 * </ul>
 *
 * <p>The thread that runs the patient owns it.
 */
public final class Frames {
  /** How long after its end, and after the newest arrival, a minute waits for more samples. */
  private static final long PATIENCE_MILLIS = 5_000;

  /** The minute of the newest sample; changes with every sample. */
  @Nullable Frame newest;

  /** Earlier minutes, oldest first, and hours, oldest first; these change rarely. */
  final Deque<Frame> minutes = new ArrayDeque<>(8);

  final Deque<Frame> hours = new ArrayDeque<>(2);

  /**
   * A sample was accepted.
   *
   * @return whether anything but the newest minute changed
   */
  public boolean accept(long time, long value) {
    Frame frame = newest;
    long start = Size.MINUTE.startOf(time);
    if (frame != null && start == frame.start) {
      frame.add(time, value);
      return false;
    }
    if (frame == null || start > frame.start) {
      if (frame != null) {
        minutes.addLast(frame);
      }
      frame = new Frame(Size.MINUTE, start);
      newest = frame;
      frame.add(time, value);
      hour(start);
      return true;
    }
    minute(start).add(time, value);
    hour(start).dirty = true;
    return true;
  }

  private Frame minute(long start) {
    Frame known = find(minutes, start);
    if (known != null) {
      return known;
    }
    Frame added = new Frame(Size.MINUTE, start);
    List<Frame> later = new ArrayList<>();
    while (!minutes.isEmpty() && minutes.getLast().start > start) {
      later.add(minutes.removeLast());
    }
    minutes.addLast(added);
    for (int i = later.size() - 1; i >= 0; i--) {
      minutes.addLast(later.get(i));
    }
    return added;
  }

  private static @Nullable Frame find(Deque<Frame> frames, long start) {
    for (Frame frame : frames) {
      if (frame.start == start) {
        return frame;
      }
    }
    return null;
  }

  /** The samples of a minute have been corrected: it is counted anew, and its hour with it. */
  public void recount(long time, List<Sample> samples) {
    long start = Size.MINUTE.startOf(time);
    Frame current = newest;
    if (current != null && current.start == start) {
      newest = anew(current, samples);
      return;
    }
    Frame known = find(minutes, start);
    if (known != null) {
      List<Frame> all = new ArrayList<>(minutes);
      all.set(all.indexOf(known), anew(known, samples));
      minutes.clear();
      minutes.addAll(all);
      hour(start).dirty = true;
    }
  }

  private static @Nullable Frame anew(Frame old, List<Sample> samples) {
    Frame frame = new Frame(old.size, old.start);
    frame.revision = old.revision;
    samples.forEach(sample -> frame.add(sample.time(), sample.value()));
    return samples.isEmpty() ? old : frame;
  }

  /** Publishes what is due and forgets what can no longer change; whether there was anything. */
  public boolean publish(Vital vital, long newestTime, long latenessMillis, List<VitalWindow> to) {
    long settled = newestTime - latenessMillis;
    int before = to.size();
    Frame current = newest;
    if (current != null && current.published() && current.dirty) {
      to.add(current.publish(vital, false));
    }
    publishMinutes(vital, newestTime, settled, to);
    publishHours(vital, newestTime, settled, to);
    return to.size() > before;
  }

  private void publishMinutes(Vital vital, long newestTime, long settled, List<VitalWindow> to) {
    for (Iterator<Frame> all = minutes.iterator(); all.hasNext(); ) {
      Frame frame = all.next();
      boolean isFinal = frame.end() <= settled;
      if (isFinal || (frame.dirty && frame.end() <= newestTime)) {
        to.add(frame.publish(vital, isFinal));
      }
      if (isFinal) {
        all.remove();
        hour(frame.start).absorb(frame);
      }
    }
  }

  private void publishHours(Vital vital, long newestTime, long settled, List<VitalWindow> to) {
    for (Iterator<Frame> all = hours.iterator(); all.hasNext(); ) {
      Frame hour = all.next();
      boolean isFinal = hour.end() <= settled;
      if (isFinal || (hour.end() <= newestTime && (hour.dirty || !hour.published()))) {
        to.add(whole(hour).publish(vital, isFinal));
      }
      if (isFinal) {
        all.remove();
      }
    }
  }

  /** The final minutes of an hour are in it already; here are those that can still change. */
  private Frame whole(Frame hour) {
    hour.revision += hour.dirty || !hour.published() ? 1 : 0;
    hour.dirty = false;
    Frame whole = new Frame(Size.HOUR, hour.start);
    whole.absorb(hour);
    for (Frame minute : minutes) {
      if (Size.HOUR.startOf(minute.start) == hour.start) {
        whole.absorb(minute);
      }
    }
    Frame current = newest;
    if (current != null && Size.HOUR.startOf(current.start) == hour.start) {
      whole.absorb(current);
    }
    whole.revision = hour.revision;
    return whole;
  }

  /** The hour of a minute; added when it is new. */
  private Frame hour(long minuteStart) {
    long start = Size.HOUR.startOf(minuteStart);
    Frame known = find(hours, start);
    if (known != null) {
      return known;
    }
    Frame added = new Frame(Size.HOUR, start);
    Frame last = hours.peekLast();
    if (last != null && last.start > start) {
      hours.addFirst(added);
    } else {
      hours.addLast(added);
    }
    return added;
  }

  /** When the newest minute is published although no later sample has come; MAX_VALUE: not. */
  public long due(long newestArrival) {
    Frame frame = newest;
    return frame == null || frame.published()
        ? Long.MAX_VALUE
        : Math.max(frame.end(), newestArrival) + PATIENCE_MILLIS;
  }

  /** The newest minute has been published and has changed since. */
  public boolean newestToRevise() {
    Frame frame = newest;
    return frame != null && frame.published() && frame.dirty;
  }

  /** Publishes the newest minute as it is. */
  public void publishNewest(Vital vital, List<VitalWindow> to) {
    Frame frame = newest;
    if (frame != null) {
      to.add(frame.publish(vital, false));
    }
  }

  /** Keeps the newest minute. */
  public void writeNewest(ByteSink sink) {
    sink.optional(newest, (to, frame) -> frame.write(to));
  }

  /** Reads what {@link #writeNewest} kept. */
  public void readNewest(ByteSource source) {
    newest = source.optional(from -> Frame.read(from, Size.MINUTE));
  }

  /** Keeps what changes rarely. */
  public void writeRest(ByteSink sink) {
    sink.list(minutes, (to, frame) -> frame.write(to));
    sink.list(hours, (to, frame) -> frame.write(to));
  }

  /** Reads what {@link #writeRest} kept. */
  public void readRest(ByteSource source) {
    minutes.addAll(source.list(from -> Frame.read(from, Size.MINUTE)));
    hours.addAll(source.list(from -> Frame.read(from, Size.HOUR)));
  }
}
