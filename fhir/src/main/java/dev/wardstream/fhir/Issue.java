package dev.wardstream.fhir;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * One thing that a sender should know.
 *
 * @param severity an error refuses
 * @param type the code of FHIR
 * @param expression FHIRPath of the element at fault; empty when it is the whole
 * @param message what is wrong, and what would be right
 */
public record Issue(IssueSeverity severity, IssueType type, String expression, String message) {

  /** A reason to refuse. */
  public static Issue error(IssueType type, String expression, String message) {
    return new Issue(IssueSeverity.ERROR, type, expression, message);
  }

  /** Something that was left out. */
  static Issue warning(IssueType type, String expression, String message) {
    return new Issue(IssueSeverity.WARNING, type, expression, message);
  }

  /** Something to know. */
  public static Issue information(String message) {
    return new Issue(IssueSeverity.INFORMATION, IssueType.INFORMATIONAL, "", message);
  }

  boolean isError() {
    return severity == IssueSeverity.ERROR;
  }

  /** The same, within a larger resource. */
  Issue within(String parent) {
    return new Issue(severity, type, expression.replaceFirst("^Observation", parent), message);
  }
}
