package dev.wardstream.clinical.engine;

import static java.util.Objects.requireNonNull;

import dev.wardstream.clinical.alerts.AlertBook;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.Families;
import dev.wardstream.clinical.vitals.Vital;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens because time passes. Timers are not kept: they follow from the state, so
 * they cannot be lost, doubled or forgotten. Each one fires by changing what set it.
 */
final class Timers {
  private static final Vital[] VITALS = Vital.values();

  /** In the order in which timers of the same instant and deadline fire. */
  private enum Kind {
    ASSOCIATION_END,
    SIGNAL_LOST,
    LOST_ESCALATION,
    TIER_UP,
    EXPIRY,
    PAUSE_END,
    ALARM_OFF_END,
    UNDELIVERED,
    NOBODY_WATCHING,
    MINUTE
  }

  private final Shift shift;
  private long at = Long.MAX_VALUE;
  private long deadline = Long.MAX_VALUE;
  private Kind kind = Kind.MINUTE;
  private @Nullable Vital vital;
  private @Nullable AlertInstance alert;

  private Timers(Shift shift) {
    this.shift = shift;
  }

  /** Fires every timer that is due at or before the instant, in order. */
  static void fire(Shift shift, long untilMillis) {
    Timers next = new Timers(shift);
    next.find();
    while (next.at <= untilMillis) {
      shift.advance(next.at);
      next.fire();
      Delivery.settle(shift);
      next = new Timers(shift);
      next.find();
    }
  }

  /** When the first timer fires; MAX_VALUE: none is set. */
  static long next(Shift shift) {
    Timers next = new Timers(shift);
    next.find();
    return next.at;
  }

  private void find() {
    for (Watch watch : shift.patient().watches) {
      offer(Kind.ASSOCIATION_END, watch.endMillis(), null, null);
    }
    for (Vital each : VITALS) {
      if (shift.plan().silence(each) != Plan.NEVER) {
        offer(Kind.SIGNAL_LOST, Silence.deadline(shift, each), each, null);
      }
    }
    if (!shift.book().isEmpty()) {
      findOfAlerts();
    }
    Scores scores = shift.patient().scores;
    if (scores.tau != Scores.NONE) {
      offer(Kind.EXPIRY, scores.nextExpiry(shift.plan().scores), null, null);
    }
    for (Series series : shift.patient().series) {
      if (series != null && !series.isEmpty()) {
        offer(Kind.MINUTE, series.frames.due(series.latestArrival), series.vital, null);
      }
    }
  }

  private void findOfAlerts() {
    for (AlertInstance each : shift.book().alerts()) {
      AlertInstance.Inactive inactive = each.inactivation();
      if (inactive != null) {
        boolean pause = each.family().equals(Families.AUDIO_PAUSE);
        Kind end = pause ? Kind.PAUSE_END : Kind.ALARM_OFF_END;
        offer(end, inactive.until().toEpochMilli(), null, each);
        continue;
      }
      offer(Kind.LOST_ESCALATION, Silence.escalation(shift, each), null, each);
      Instant tier = AlertBook.nextTierAt(each, shift.plan().rules.tiers().of(each.severity()));
      if (tier != null && !Inactivations.off(shift.patient(), each.family())) {
        offer(Kind.TIER_UP, tier.toEpochMilli(), null, each);
      }
    }
    offer(Kind.UNDELIVERED, Delivery.undelivered(shift), null, null);
    offer(Kind.NOBODY_WATCHING, Delivery.unwatched(shift), null, null);
  }

  /** A deadline that is over fires at once; of two at the same time, the earlier deadline first. */
  private void offer(Kind its, long dueMillis, @Nullable Vital about, @Nullable AlertInstance of) {
    long fires = Math.max(dueMillis, shift.nowMillis());
    boolean sooner =
        fires != at
            ? fires < at
            : dueMillis != deadline ? dueMillis < deadline : its.compareTo(kind) < 0;
    if (sooner) {
      at = fires;
      deadline = dueMillis;
      kind = its;
      vital = about;
      alert = of;
    }
  }

  private void fire() {
    switch (kind) {
      case ASSOCIATION_END -> endAssociations();
      case EXPIRY -> new Scoring(shift).evaluate(Math.max(shift.patient().scores.tau, deadline));
      case UNDELIVERED -> Delivery.raiseUndelivered(shift, deadline);
      case NOBODY_WATCHING -> Delivery.raiseUnwatched(shift, deadline);
      case SIGNAL_LOST, MINUTE -> fire(requireNonNull(vital));
      case LOST_ESCALATION, TIER_UP, PAUSE_END, ALARM_OFF_END -> fire(requireNonNull(alert));
    }
  }

  private void fire(Vital about) {
    if (kind == Kind.SIGNAL_LOST) {
      Silence.raise(shift, about, deadline);
    } else {
      shift.series(about).frames.publishNewest(about, shift.windows());
    }
  }

  private void fire(AlertInstance its) {
    switch (kind) {
      case LOST_ESCALATION -> Silence.escalate(shift, its.family());
      case TIER_UP -> shift.book().callNextTier(its, shift.now());
      default -> Inactivations.end(shift, its.family(), null);
    }
  }

  /** Ended associations are over; with the last one the watch for silence. */
  private void endAssociations() {
    List<Watch> lasting = new ArrayList<>(shift.patient().watches);
    lasting.removeIf(watch -> watch.endMillis() <= shift.nowMillis());
    shift.patient().watches = List.copyOf(lasting);
    shift.patient().rareChange = true;
    Silence.disarmUnlessAssociated(shift);
  }
}
