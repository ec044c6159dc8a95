package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.Cause;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Fixed;
import java.time.Instant;
import java.util.List;

/**
 * Technical alerts about what devices send: impossible values, values that never change, clocks
 * that are ahead. All LOW; a lost signal has a class of its own.
 */
final class Technical {
  private Technical() {}

  /** An impossible value: the third in a row, or one long after the first, is an alert. */
  static void artefact(Shift shift, Reading reading, Position at) {
    ArtefactRule rule = shift.plan().artefact;
    if (rule == null) {
      return;
    }
    Series series = shift.series(reading.vital());
    long time = reading.time().toEpochMilli();
    if (series.artefacts == 0) {
      series.firstArtefact = time;
    }
    series.artefacts++;
    boolean lasting = time - series.firstArtefact >= rule.lasting().toMillis();
    if (series.artefacts >= rule.samples() || lasting) {
      List<OffsetRange> readings =
          List.of(new OffsetRange(at.partition(), at.offset(), at.offset()));
      String limit = ">= " + rule.samples() + " or " + rule.lasting().toSeconds() + " s";
      become(
          shift,
          Plan.of(rule.family(), reading.vital()),
          Severity.LOW,
          Cause.technical(
              Instant.ofEpochMilli(Math.min(time, shift.nowMillis())),
              reading.value(),
              limit,
              readings));
    }
  }

  /** A value was accepted: artefacts are over, and a flat line goes on or ends. */
  static void accepted(Shift shift, Series series, Sample sample, long shown, boolean inOrder) {
    ArtefactRule artefact = shift.plan().artefact;
    if (series.artefacts > 0) {
      series.artefacts = 0;
      if (artefact != null) {
        clear(shift, Plan.of(artefact.family(), series.vital), sample);
      }
    }
    for (FlatlineRule rule : shift.plan().flatlines) {
      if (rule.vital() == series.vital) {
        flat(shift, rule, series, sample, shown, inOrder);
      }
    }
  }

  private static void flat(
      Shift shift, FlatlineRule rule, Series series, Sample sample, long shown, boolean inOrder) {
    String family = Plan.of(rule.family(), rule.vital());
    if (!inOrder || series.sameCount == 0) {
      recount(shift, rule, series);
    } else if (series.sameValue == shown
        && sample.time() - series.sameLast <= rule.maxGap().toMillis()) {
      series.sameCount++;
      series.sameLast = sample.time();
    } else {
      begin(series, sample.time(), shown);
    }
    if (inOrder && series.sameValue == shown && series.sameCount == 1) {
      endFlat(shift, rule, series, family, sample);
    }
    if (series.sameCount >= rule.samples()
        && series.sameLast - series.sameStart >= rule.lasting().toMillis()
        && shift.book().severity(family) == Severity.NONE) {
      List<Sample> run = shift.history().between(rule.vital(), series.sameStart, series.sameLast);
      var cause =
          Cause.technical(
              Instant.ofEpochMilli(series.sameLast),
              Fixed.decimal(series.sameValue),
              "the same for " + rule.lasting().toSeconds() + " s",
              OffsetRange.of(run));
      become(shift, family, Severity.LOW, cause);
    }
  }

  private static void begin(Series series, long time, long shown) {
    series.sameCount = 1;
    series.sameStart = time;
    series.sameLast = time;
    series.sameValue = shown;
  }

  /** A new run of another value ends the alert; one of the same value after a gap does not. */
  private static void endFlat(
      Shift shift, FlatlineRule rule, Series series, String family, Sample sample) {
    var alert = shift.book().alert(family);
    if (alert != null
        && alert.severity() != Severity.NONE
        && !Fixed.decimal(series.sameValue).equals(alert.value())) {
      var cause =
          Cause.technical(
              Instant.ofEpochMilli(sample.time()),
              Fixed.decimal(series.sameValue),
              "the same for " + rule.lasting().toSeconds() + " s",
              OffsetRange.of(List.of(sample)));
      become(shift, family, Severity.NONE, cause);
    }
  }

  /** Counts the trailing run anew, back from the newest; what is no longer kept stays counted. */
  private static void recount(Shift shift, FlatlineRule rule, Series series) {
    long from = Math.max(series.newest - shift.plan().keep(rule.vital()), 0);
    List<Sample> kept = shift.history().between(rule.vital(), from, series.newest);
    long oldStart = series.sameStart;
    int oldCount = series.sameCount;
    Sample last = kept.getLast();
    begin(series, last.time(), Fixed.shown(rule.vital(), last.value()));
    for (int i = kept.size() - 2; i >= 0; i--) {
      Sample earlier = kept.get(i);
      boolean same =
          Fixed.shown(rule.vital(), earlier.value()) == series.sameValue
              && series.sameStart - earlier.time() <= rule.maxGap().toMillis();
      if (!same) {
        return;
      }
      series.sameStart = earlier.time();
      series.sameCount++;
    }
    if (oldStart < series.sameStart && oldCount > 0) {
      series.sameStart = oldStart;
      series.sameCount = Math.max(series.sameCount, oldCount + 1);
    }
  }

  /** A device sent readings: its clock is ahead, or right again. */
  static void clock(Shift shift, Put put, List<Disposition> dispositions) {
    ClockSkewRule rule = shift.plan().skew;
    if (rule == null || dispositions.isEmpty()) {
      return;
    }
    boolean future = false;
    long ahead = 0;
    for (int i = 0; i < dispositions.size(); i++) {
      if (dispositions.get(i) == Disposition.FUTURE) {
        future = true;
        long time = put.readings().get(i).time().getEpochSecond();
        ahead = Math.max(ahead, time - put.arrival().getEpochSecond());
      }
    }
    var skewed = shift.patient().skewed;
    List<OffsetRange> at =
        List.of(new OffsetRange(put.at().partition(), put.at().offset(), put.at().offset()));
    String limit = "> " + shift.plan().rules.timing().future().toSeconds() + " s ahead";
    if (future) {
      shift.patient().rareChange |= skewed.add(put.device());
      var cause = Cause.technical(shift.now(), Long.toString(ahead), limit, at);
      become(shift, rule.family(), Severity.LOW, cause);
    } else if (!skewed.isEmpty() && skewed.remove(put.device())) {
      shift.patient().rareChange = true;
      if (skewed.isEmpty()) {
        var cause = Cause.technical(shift.now(), null, limit, at);
        become(shift, rule.family(), Severity.NONE, cause);
      }
    }
  }

  private static void clear(Shift shift, String family, Sample sample) {
    if (shift.book().severity(family) != Severity.NONE) {
      var cause =
          Cause.technical(
              Instant.ofEpochMilli(sample.time()),
              null,
              "a possible value",
              OffsetRange.of(List.of(sample)));
      become(shift, family, Severity.NONE, cause);
    }
  }

  private static void become(Shift shift, String family, Severity severity, Cause cause) {
    shift.book().become(family, severity, cause, shift.now());
  }
}
