package dev.wardstream.clinical.scores;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observation sets from text; empty is missing. Each value that is not given is normal. */
final class ObservationSets {
  private static final Map<Component, String> NORMAL =
      Map.of(
          Component.RR, "16",
          Component.SPO2, "97",
          Component.O2, "0",
          Component.SBP, "120",
          Component.PULSE, "70",
          Component.ACVPU, "A",
          Component.TEMP, "37.0");

  private ObservationSets() {}

  static Map<Component, String> normal() {
    return new EnumMap<>(NORMAL);
  }

  static ObservationSet with(Component component, String text) {
    Map<Component, String> values = normal();
    values.put(component, text);
    return of(values, false, Applicability.ADULT);
  }

  static ObservationSet of(
      Map<Component, String> values, boolean scale2, Applicability applicability) {
    String o2 = values.getOrDefault(Component.O2, "");
    return new ObservationSet(
        decimal(values, Component.RR),
        decimal(values, Component.SPO2),
        scale2,
        o2.isEmpty() ? null : o2.equals("1"),
        decimal(values, Component.SBP),
        decimal(values, Component.PULSE),
        Acvpu.of(values.getOrDefault(Component.ACVPU, "")).orElse(null),
        decimal(values, Component.TEMP),
        applicability);
  }

  private static @Nullable BigDecimal decimal(Map<Component, String> values, Component component) {
    String text = values.getOrDefault(component, "");
    return text.isEmpty() ? null : new BigDecimal(text);
  }
}
