package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open alert; a closed one no longer exists. Severity {@link Severity#NONE} means latched: the
 * condition has gone, the alert stays until somebody acknowledges it.
 *
 * @param raisedAt event time of the first RAISED
 * @param episodeAt event time of the RAISED of this occurrence
 * @param changedAt event time of the newest event
 * @param seq number of the newest event
 * @param occurrence 1, +1 each time the latched alert is raised again
 * @param value decimal text in the canonical unit of the newest event that had one; null for a lost
 *     signal
 * @param worst worst reported value of the episode; null for a lost signal
 * @param limit limit of the newest event that had one, with its comparison, as in {@code < 90}
 * @param readings positions of the newest event that had any
 * @param ackedBy who acknowledged the current severity; null when nobody has
 * @param hadHigh HIGH occurred in this instance
 * @param retrospective the current severity is not annunciated yet, because it was already old when
 *     it was decided
 * @param tier recipient group reached, 0 first
 * @param tierSince platform time from which unacknowledged time counts; null while it does not
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
    int occurrence,
    @Nullable String value,
    @Nullable String worst,
    String limit,
    List<OffsetRange> readings,
    @Nullable String ackedBy,
    boolean hadHigh,
    boolean retrospective,
    int tier,
    @Nullable Instant tierSince,
    RuleSetId ruleSet) {

  public AlertInstance {
    readings = List.copyOf(readings);
  }

  /** Somebody has acknowledged the current severity. */
  public boolean acked() {
    return ackedBy != null;
  }

  /** The condition has gone but the instance stays open until it is acknowledged. */
  public boolean latched() {
    return severity == Severity.NONE;
  }
}
