package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertInput;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.alerts.AlertInstance.Inactive;
import dev.wardstream.clinical.alerts.AlertInstance.Signal;
import dev.wardstream.clinical.bytes.ByteSink;
import dev.wardstream.clinical.bytes.ByteSource;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;

/** Open alerts as bytes. */
@SuppressWarnings("EnumOrdinal")
final class AlertCodec {
  private static final Vital[] VITALS = Vital.values();
  private static final Severity[] SEVERITIES = Severity.values();

  private AlertCodec() {}

  static void write(ByteSink sink, AlertInstance alert) {
    sink.uuid(alert.alertId());
    sink.text(alert.family());
    sink.octet(alert.severity().ordinal());
    sink.instant(alert.raisedAt());
    sink.instant(alert.episodeAt());
    sink.instant(alert.changedAt());
    sink.number(alert.seq());
    sink.number(alert.soundedSeq());
    sink.number(alert.occurrence());
    sink.optional(alert.value(), ByteSink::text);
    sink.optional(alert.worst(), ByteSink::text);
    sink.text(alert.limit());
    sink.optional(alert.status(), ByteSink::text);
    sink.list(alert.inputs(), AlertCodec::input);
    sink.list(alert.readings(), AlertCodec::range);
    sink.optional(alert.ackedBy(), ByteSink::text);
    sink.bool(alert.hadHigh());
    sink.bool(alert.retrospective());
    sink.number(alert.tier());
    sink.optional(alert.tierSince(), ByteSink::instant);
    signal(sink, alert.signal());
    sink.optional(alert.inactivation(), AlertCodec::inactive);
    sink.text(alert.ruleSet().name());
    sink.number(alert.ruleSet().version());
    sink.text(alert.ruleSet().hash());
  }

  static AlertInstance read(ByteSource source, int version) {
    return new AlertInstance(
        source.uuid(),
        source.text(),
        source.constant(SEVERITIES),
        source.instant(),
        source.instant(),
        source.instant(),
        source.number(),
        version == StateCodec.OLDEST ? 0 : source.number(),
        (int) source.number(),
        source.optional(ByteSource::text),
        source.optional(ByteSource::text),
        source.text(),
        source.optional(ByteSource::text),
        source.list(AlertCodec::input),
        source.list(AlertCodec::range),
        source.optional(ByteSource::text),
        source.bool(),
        source.bool(),
        (int) source.number(),
        source.optional(ByteSource::instant),
        signal(source),
        source.optional(AlertCodec::inactive),
        new RuleSetId(source.text(), (int) source.number(), source.text()));
  }

  private static void input(ByteSink sink, AlertInput input) {
    sink.octet(input.vital().ordinal());
    sink.text(input.value());
    sink.instant(input.time());
    sink.optional(input.score(), (to, score) -> to.number(score));
  }

  private static AlertInput input(ByteSource source) {
    return new AlertInput(
        source.constant(VITALS),
        source.text(),
        source.instant(),
        source.optional(from -> (int) from.number()));
  }

  private static void range(ByteSink sink, OffsetRange range) {
    sink.number(range.partition());
    sink.number(range.first());
    sink.number(range.last());
  }

  private static OffsetRange range(ByteSource source) {
    return new OffsetRange((int) source.number(), source.number(), source.number());
  }

  private static void signal(ByteSink sink, Signal signal) {
    sink.optional(signal.since(), ByteSink::instant);
    sink.optional(signal.highSince(), ByteSink::instant);
    sink.optional(signal.deliveredAt(), ByteSink::instant);
    sink.optional(signal.deliveredBy(), ByteSink::text);
    sink.optional(signal.seenAt(), ByteSink::instant);
    sink.optional(signal.seenBy(), ByteSink::text);
  }

  private static Signal signal(ByteSource source) {
    return new Signal(
        source.optional(ByteSource::instant),
        source.optional(ByteSource::instant),
        source.optional(ByteSource::instant),
        source.optional(ByteSource::text),
        source.optional(ByteSource::instant),
        source.optional(ByteSource::text));
  }

  private static void inactive(ByteSink sink, Inactive inactive) {
    sink.instant(inactive.from());
    sink.instant(inactive.until());
    sink.text(inactive.by());
    sink.optional(inactive.note(), ByteSink::text);
  }

  private static Inactive inactive(ByteSource source) {
    return new Inactive(
        source.instant(), source.instant(), source.text(), source.optional(ByteSource::text));
  }
}
