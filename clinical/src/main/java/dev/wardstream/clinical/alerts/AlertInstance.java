package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open alert, or an inactivation in force; a closed one no longer exists. Severity {@link
 * Severity#NONE} of an alert means latched: the condition has gone, the alert stays until somebody
 * acknowledges it.
 *
 * @param raisedAt event time of the first RAISED
 * @param episodeAt event time of the RAISED of this occurrence
 * @param changedAt event time of the newest event
 * @param seq number of the newest event
 * @param soundedSeq number of the event that made it sound last; it asked for an acknowledgement
 * @param occurrence 1, +1 each time the latched alert is raised again
 * @param value decimal text in the canonical unit of the newest event that had one; null for a
 *     technical alert
 * @param worst worst reported value of the episode; null where there is none
 * @param limit limit of the newest event that had one, with its comparison, as in {@code < 90}
 * @param status of a score; null otherwise
 * @param inputs values behind a composite value
 * @param readings positions of the newest event that had any
 * @param ackedBy who acknowledged the current severity; null when nobody has
 * @param hadHigh HIGH occurred in this instance
 * @param retrospective the current severity is not annunciated yet, because it was already old when
 *     it was decided
 * @param tier recipient group reached, 0 first
 * @param tierSince platform time from which unacknowledged time counts; null while it does not
 * @param signal when it last gave an alarm signal, and who received it
 * @param inactivation what it inactivates; null for an alert
 * @param ruleSet the rules that decided last
 */
public record AlertInstance(
    UUID alertId,
    String family,
    Severity severity,
    Instant raisedAt,
    Instant episodeAt,
    Instant changedAt,
    long seq,
    long soundedSeq,
    int occurrence,
    @Nullable String value,
    @Nullable String worst,
    String limit,
    @Nullable String status,
    List<AlertInput> inputs,
    List<OffsetRange> readings,
    @Nullable String ackedBy,
    boolean hadHigh,
    boolean retrospective,
    int tier,
    @Nullable Instant tierSince,
    Signal signal,
    @Nullable Inactive inactivation,
    RuleSetId ruleSet) {

  public AlertInstance {
    inputs = List.copyOf(inputs);
    readings = List.copyOf(readings);
  }

  /**
   * The alarm signal of the current severity.
   *
   * @param since platform time of the annunciated RAISED or ESCALATED; null before the first
   * @param highSince platform time since which the severity is HIGH; null while it is not
   * @param deliveredAt when the first client confirmed it
   * @param seenAt when the first person had it before their eyes
   */
  public record Signal(
      @Nullable Instant since,
      @Nullable Instant highSince,
      @Nullable Instant deliveredAt,
      @Nullable String deliveredBy,
      @Nullable Instant seenAt,
      @Nullable String seenBy) {
    /** It has never given one. */
    public static final Signal NONE = new Signal(null, null, null, null, null, null);

    /** It gives one from now on, which nobody has received yet. */
    Signal raised(@Nullable Instant now, @Nullable Instant high) {
      return new Signal(now, high, null, null, null, null);
    }

    /** Somebody has acknowledged it: nothing waits for a receipt any more. */
    Signal over() {
      return new Signal(null, highSince, deliveredAt, deliveredBy, seenAt, seenBy);
    }

    Signal delivered(Instant at, String by) {
      return new Signal(since, highSince, at, by, seenAt, seenBy);
    }

    Signal seen(Instant at, String by) {
      return deliveredAt == null
          ? new Signal(since, highSince, at, by, at, by)
          : new Signal(since, highSince, deliveredAt, deliveredBy, at, by);
    }
  }

  /**
   * An audio pause or an alarm that is off.
   *
   * @param from platform time
   * @param until exclusive
   * @param note the reason
   */
  public record Inactive(Instant from, Instant until, String by, @Nullable String note) {}

  /** Somebody has acknowledged the current severity. */
  public boolean acked() {
    return ackedBy != null;
  }

  /** The condition has gone but the instance stays open until it is acknowledged. */
  public boolean latched() {
    return severity == Severity.NONE && inactivation == null;
  }
}
