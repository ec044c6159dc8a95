package dev.wardstream.fhir;

import dev.wardstream.clinical.vitals.Units;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.schemas.avro.Measurement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one Observation. A number keeps its decimal text and its unit; a unit that is
 * not UCUM, or not one of this vital sign, is refused and never guessed.
 */
final class ValueReader {
  /** Of the one-letter codes, as values of a coding. */
  static final String ACVPU_SYSTEM = "urn:wardstream:acvpu";

  private static final String UCUM = "http://unitsofmeasure.org";
  private static final int MAX_DIGITS = 30;
  private static final String LEVELS = "ACVPU";

  private final List<Issue> issues;
  private boolean absent;

  ValueReader(List<Issue> issues) {
    this.issues = issues;
  }

  /** Whether a value was said to be absent. */
  boolean hasAbsent() {
    return absent;
  }

  /** Adds the value of an Observation or a component, if there is one. */
  void add(
      List<Measurement> values,
      Vital vital,
      @Nullable Type value,
      CodeableConcept absentReason,
      String expression) {
    if (value == null) {
      absent(absentReason, expression);
    } else if (vital == Vital.ACVPU) {
      level(value)
          .ifPresentOrElse(
              letter -> values.add(measurement(vital, letter, null)),
              () ->
                  error(
                      expression + ".value",
                      "not A, C, V, P or U as valueString, or as a coding of " + ACVPU_SYSTEM));
    } else if (value instanceof Quantity quantity) {
      quantity(values, vital, quantity, expression + ".value.ofType(Quantity)");
    } else {
      error(expression + ".value", "not a quantity: send valueQuantity with a UCUM code");
    }
  }

  private void absent(CodeableConcept reason, String expression) {
    if (reason.isEmpty()) {
      issues.add(
          Issue.error(
              IssueType.REQUIRED,
              expression + ".value",
              "neither a value nor a dataAbsentReason: send valueQuantity"));
    } else {
      absent = true;
      issues.add(
          Issue.warning(
              IssueType.NOTFOUND,
              expression + ".dataAbsentReason",
              "nothing was measured, so nothing is recorded of it"));
    }
  }

  private static Optional<String> level(Type value) {
    var letters =
        value instanceof CodeableConcept concept
            ? concept.getCoding().stream()
                .filter(coding -> ACVPU_SYSTEM.equals(coding.getSystem()))
                .map(coding -> String.valueOf(coding.getCode()))
                .toList()
            : value instanceof StringType text
                ? List.of(text.getValueNotNull())
                : List.<String>of();
    return letters.size() == 1
            && letters.getFirst().length() == 1
            && LEVELS.contains(letters.getFirst())
        ? Optional.of(letters.getFirst())
        : Optional.empty();
  }

  private void quantity(
      List<Measurement> values, Vital vital, Quantity quantity, String expression) {
    var number = quantity.getValue();
    var unit = quantity.getCode();
    if (number == null || !isShort(number)) {
      error(expression + ".value", "not a number of at most %d digits".formatted(MAX_DIGITS));
    } else if (quantity.hasComparator()) {
      error(expression + ".comparator", "below or above a limit is not a value: send the value");
    } else if (!UCUM.equals(quantity.getSystem())) {
      error(expression + ".system", "not UCUM: send " + UCUM);
    } else if (unit == null || !Units.accepted(vital).contains(unit)) {
      error(
          expression + ".code",
          "not a unit of %s: send one of %s"
              .formatted(vital.wireName(), String.join(", ", Units.accepted(vital))));
    } else {
      values.add(
          measurement(vital, number.toPlainString(), unit.equals(vital.unit()) ? null : unit));
    }
  }

  /** A few characters, such as 1e999999999, must not stand for a number that fills the memory. */
  private static boolean isShort(BigDecimal number) {
    return number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_DIGITS;
  }

  private static Measurement measurement(Vital vital, String value, @Nullable String unit) {
    return new Measurement(dev.wardstream.schemas.avro.Vital.valueOf(vital.name()), value, unit);
  }

  private void error(String expression, String message) {
    issues.add(Issue.error(IssueType.VALUE, expression, message));
  }
}
