package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.bytes.ByteSink;
import dev.wardstream.clinical.bytes.ByteSource;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of a patient beside the readings, as bytes. */
@SuppressWarnings("EnumOrdinal")
public final class CareCodec {
  private static final Vital[] VITALS = Vital.values();
  private static final Severity[] SEVERITIES = Severity.values();

  private CareCodec() {}

  /** Writes it. */
  public static void write(ByteSink sink, Care care) {
    sink.optional(care.ward(), ByteSink::text);
    sink.optional(care.profile(), ByteSink::text);
    sink.optional(care.ageYears(), (to, years) -> to.number(years));
    sink.bool(care.pregnant());
    sink.bool(care.paced());
    sink.list(care.prescriptions(), CareCodec::prescription);
  }

  /** Reads what {@link #write} wrote. */
  public static Care read(ByteSource source) {
    return new Care(
        source.optional(ByteSource::text),
        source.optional(ByteSource::text),
        source.optional(from -> (int) from.number()),
        source.bool(),
        source.bool(),
        source.list(CareCodec::prescription));
  }

  private static void prescription(ByteSink sink, Care.Prescription prescription) {
    sink.text(prescription.by());
    sink.instant(prescription.from());
    sink.optional(prescription.until(), ByteSink::instant);
    switch (prescription) {
      case Care.Scale2 _ -> sink.bool(false);
      case Care.Limit limit -> {
        sink.bool(true);
        sink.text(limit.family());
        sink.octet(limit.severity().ordinal());
        sink.optional(limit.raise(), CareCodec::decimal);
        sink.optional(limit.clear(), CareCodec::decimal);
      }
    }
  }

  private static Care.Prescription prescription(ByteSource source) {
    String by = source.text();
    var from = source.instant();
    var until = source.optional(ByteSource::instant);
    return source.bool()
        ? new Care.Limit(
            source.text(),
            source.constant(SEVERITIES),
            decimal(source),
            decimal(source),
            by,
            from,
            until)
        : new Care.Scale2(by, from, until);
  }

  private static void decimal(ByteSink sink, BigDecimal value) {
    sink.text(value.toPlainString());
  }

  private static @Nullable BigDecimal decimal(ByteSource source) {
    return source.optional(from -> new BigDecimal(from.text()));
  }

  static void writeWatch(ByteSink sink, Watch watch) {
    Association association = watch.association();
    sink.text(watch.device());
    sink.text(association.patient());
    sink.instant(association.from());
    sink.optional(association.to(), ByteSink::instant);
    sink.list(new TreeSet<>(association.expects()), (to, vital) -> to.octet(vital.ordinal()));
  }

  static Watch readWatch(ByteSource source) {
    return Watch.of(
        source.text(),
        new Association(
            source.text(),
            source.instant(),
            source.optional(ByteSource::instant),
            Set.copyOf(source.list(from -> from.constant(VITALS)))));
  }
}
