package dev.wardstream.alerts.wire;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.clinical.windows.VitalWindow;
import dev.wardstream.schemas.avro.WindowSize;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Constants of the domain and of the schemas that mean the same bear the same name. */
final class Codes {
  private static final Map<Vital, dev.wardstream.schemas.avro.Vital> AVRO_VITALS =
      same(Vital.class, dev.wardstream.schemas.avro.Vital::valueOf);
  private static final Map<Severity, dev.wardstream.schemas.avro.Severity> AVRO_SEVERITIES =
      same(Severity.class, dev.wardstream.schemas.avro.Severity::valueOf);
  private static final Map<AlertEventType, dev.wardstream.schemas.avro.AlertEventType> AVRO_TYPES =
      same(AlertEventType.class, dev.wardstream.schemas.avro.AlertEventType::valueOf);
  private static final Map<VitalWindow.Size, WindowSize> AVRO_SIZES =
      same(VitalWindow.Size.class, WindowSize::valueOf);

  private Codes() {}

  static WindowSize avro(VitalWindow.Size size) {
    return Objects.requireNonNull(AVRO_SIZES.get(size));
  }

  static dev.wardstream.schemas.avro.Vital avro(Vital vital) {
    return Objects.requireNonNull(AVRO_VITALS.get(vital));
  }

  static dev.wardstream.schemas.avro.Severity avro(Severity severity) {
    return Objects.requireNonNull(AVRO_SEVERITIES.get(severity));
  }

  static dev.wardstream.schemas.avro.AlertEventType avro(AlertEventType type) {
    return Objects.requireNonNull(AVRO_TYPES.get(type));
  }

  private static <A extends Enum<A>, B> Map<A, B> same(Class<A> from, Function<String, B> named) {
    var map = new EnumMap<A, B>(from);
    for (var constant : from.getEnumConstants()) {
      map.put(constant, named.apply(constant.name()));
    }
    return map;
  }
}
