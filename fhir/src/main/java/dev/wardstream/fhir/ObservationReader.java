package dev.wardstream.fhir;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Observation. What would change its meaning and is not understood refuses it; what adds
 * to it, such as a component nobody here knows, is left out and told. Used by one thread for one
 * Observation.
 */
final class ObservationReader {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final long LATEST_MILLIS = 253_402_300_799_999L; // the end of the year 9999

  private final Observation observation;
  private final List<Issue> issues = new ArrayList<>();

  ObservationReader(Observation observation) {
    this.observation = observation;
  }

  Entry read() {
    requireNoModifiers();
    var device = reference(observation.getDevice(), "Device", "Observation.device");
    if (device == null && !observation.hasDevice()) {
      error(IssueType.REQUIRED, "Observation.device", "name who measured, as in Device/mon-7");
    }
    var patient = reference(observation.getSubject(), "Patient", "Observation.subject");
    var time = time();
    var status = status();
    var values = values();
    if (issues.stream().anyMatch(Issue::isError)
        || device == null
        || time == null
        || status == null) {
      return new Entry.Refused(issues);
    }
    if (values.isEmpty()) {
      return new Entry.Empty(issues);
    }
    var reading = new Reading(time, values, status, null);
    var identity = Identity.of(device, patient, reading, observation);
    return new Entry.Understood(
        new FhirPut(device, Identity.BOOT, identity.seq(), patient, reading),
        identity.id(),
        issues);
  }

  /** FHIR R4 §2.4.0.3: who does not understand a modifier must not process the resource. */
  private void requireNoModifiers() {
    if (observation.hasModifierExtension() || observation.hasImplicitRules()) {
      error(
          IssueType.NOTSUPPORTED,
          observation.hasImplicitRules()
              ? "Observation.implicitRules"
              : "Observation.modifierExtension",
          "would change the meaning in a way not known here: send it without");
    }
  }

  private @Nullable String reference(Reference reference, String type, String expression) {
    if (reference.isEmpty()) {
      return null;
    }
    var element = reference.getReferenceElement();
    var id = element.getIdPart();
    if (type.equals(element.getResourceType())
        && !element.hasBaseUrl()
        && id != null
        && IDENTIFIER.matcher(id).matches()) {
      return id;
    }
    error(
        IssueType.VALUE,
        expression + ".reference",
        "not %s/ and an id of this hospital: 1 to 128 of A-Z a-z 0-9 . _ : -".formatted(type));
    return null;
  }

  private @Nullable Instant time() {
    var effective = observation.getEffective();
    if (effective == null) {
      error(IssueType.REQUIRED, "Observation.effective", "say when: send effectiveDateTime");
      return null;
    }
    var exact =
        effective instanceof DateTimeType || effective instanceof InstantType
            ? exact((BaseDateTimeType) effective)
            : null;
    if (exact == null) {
      error(
          IssueType.VALUE,
          "Observation.effective",
          "not a point in time: send effectiveDateTime with seconds and an offset from UTC,"
              + " as in 2026-11-21T10:00:05+01:00");
    }
    return exact;
  }

  private static @Nullable Instant exact(BaseDateTimeType point) {
    var value = point.getValue();
    if (value == null || point.getTimeZone() == null) {
      return null;
    }
    var precision = point.getPrecision();
    var millis = value.toInstant().toEpochMilli();
    return (precision == TemporalPrecisionEnum.SECOND || precision == TemporalPrecisionEnum.MILLI)
            && millis >= 0
            && millis <= LATEST_MILLIS
        ? Instant.ofEpochMilli(millis)
        : null;
  }

  /** A monitor's values are preliminary until a person validates them; alarms cannot wait. */
  private @Nullable ReadingStatus status() {
    if (observation.getStatus() == null) {
      error(IssueType.REQUIRED, "Observation.status", "send final");
      return null;
    }
    return switch (observation.getStatus()) {
      case FINAL, PRELIMINARY -> ReadingStatus.FINAL;
      case AMENDED, CORRECTED -> ReadingStatus.CORRECTED;
      case ENTEREDINERROR -> ReadingStatus.ENTERED_IN_ERROR;
      case REGISTERED, CANCELLED, UNKNOWN, NULL -> {
        error(
            IssueType.BUSINESSRULE,
            "Observation.status",
            "holds no value that counts: send final, preliminary, amended, corrected or"
                + " entered-in-error");
        yield null;
      }
    };
  }

  private List<Measurement> values() {
    var values = new ArrayList<Measurement>(2);
    var reader = new ValueReader(issues);
    var code = observation.getCode();
    var vital = VitalCodes.vital(code);
    if (vital.isPresent()) {
      reader.add(
          values,
          vital.get(),
          observation.getValue(),
          observation.getDataAbsentReason(),
          "Observation");
    } else if (!VitalCodes.isLoinc(code, VitalCodes.BLOOD_PRESSURE)) {
      unknownCode();
      return values;
    } else if (observation.hasValue()) {
      error(IssueType.BUSINESSRULE, "Observation.value", "a panel has components, and no value");
    }
    var index = 0;
    for (var component : observation.getComponent()) {
      var expression = "Observation.component[" + index++ + "]";
      if (component.hasModifierExtension()) {
        error(IssueType.NOTSUPPORTED, expression + ".modifierExtension", "send it without");
      }
      component(values, reader, component, expression);
    }
    requireOnce(values);
    if (vital.isEmpty() && values.isEmpty() && !reader.hasAbsent()) {
      error(IssueType.REQUIRED, "Observation.component", "no component that is known here");
    }
    return values;
  }

  private void component(
      List<Measurement> values,
      ValueReader reader,
      Observation.ObservationComponentComponent component,
      String expression) {
    VitalCodes.vital(component.getCode())
        .ifPresentOrElse(
            vital ->
                reader.add(
                    values,
                    vital,
                    component.getValue(),
                    component.getDataAbsentReason(),
                    expression),
            () ->
                issues.add(
                    Issue.warning(
                        IssueType.CODEINVALID,
                        expression + ".code",
                        "not a vital sign known here: left out")));
  }

  private void requireOnce(List<Measurement> values) {
    if (values.stream().map(Measurement::getVital).distinct().count() < values.size()) {
      error(IssueType.DUPLICATE, "Observation.component", "the same vital sign more than once");
    }
  }

  private void unknownCode() {
    error(
        IssueType.CODEINVALID,
        "Observation.code",
        VitalCodes.isLoinc(observation.getCode(), VitalCodes.PANEL)
            ? "a panel of other Observations: send those"
            : "not exactly one vital sign known here: LOINC %s; ACVPU as SNOMED CT %s"
                .formatted(VitalCodes.loincCodes(), VitalCodes.ACVPU));
  }

  private void error(IssueType type, String expression, String message) {
    issues.add(Issue.error(type, expression, message));
  }
}
