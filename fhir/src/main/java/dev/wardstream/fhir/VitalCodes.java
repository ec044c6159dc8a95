package dev.wardstream.fhir;

import dev.wardstream.clinical.vitals.Vital;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;

/**
 * Which code means which vital sign. LOINC codes are those of the FHIR R4 vital signs profiles
 * (4.0.1, section 10.1.11, and the components of the US Core pulse oximetry profile); ACVPU has no
 * LOINC code and is the SNOMED CT (UK) scale score.
 */
final class VitalCodes {
  static final String LOINC = "http://loinc.org";
  static final String SNOMED = "http://snomed.info/sct";

  /** Blood pressure panel: its values are components. */
  static final String BLOOD_PRESSURE = "85354-9";

  /** Vital signs panel: its values are other Observations. */
  static final String PANEL = "85353-1";

  static final String ACVPU = "1104441000000107";

  private static final Map<String, Vital> BY_LOINC =
      Map.ofEntries(
          Map.entry("8867-4", Vital.HR),
          Map.entry("8889-8", Vital.PULSE), // heart rate by pulse oximetry
          Map.entry("9279-1", Vital.RR),
          Map.entry("2708-6", Vital.SPO2),
          Map.entry("59408-5", Vital.SPO2), // by pulse oximetry
          Map.entry("8310-5", Vital.TEMP),
          Map.entry("8480-6", Vital.SBP),
          Map.entry("8462-4", Vital.DBP),
          Map.entry("8478-0", Vital.MAP),
          Map.entry("3150-0", Vital.FIO2),
          Map.entry("3151-8", Vital.O2_FLOW));

  private VitalCodes() {}

  static Iterable<String> loincCodes() {
    return BY_LOINC.keySet();
  }

  /** The one vital that the codings mean; empty when they mean none, or more than one. */
  static Optional<Vital> vital(CodeableConcept concept) {
    var known =
        concept.getCoding().stream()
            .flatMap(coding -> of(coding.getSystem(), coding.getCode()).stream())
            .distinct()
            .toList();
    return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
  }

  private static Optional<Vital> of(String system, String code) {
    if (LOINC.equals(system) && code != null) {
      return Optional.ofNullable(BY_LOINC.get(code));
    }
    return SNOMED.equals(system) && ACVPU.equals(code)
        ? Optional.of(Vital.ACVPU)
        : Optional.empty();
  }

  static boolean isLoinc(CodeableConcept concept, String code) {
    return concept.hasCoding(LOINC, code);
  }
}
