package dev.wardstream.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Writes what senders of FHIR are answered. */
public final class FhirWriter {
  private static final String VITAL_SIGNS = "http://hl7.org/fhir/StructureDefinition/vitalsigns";

  private final FhirContext context;

  /** Of a context that is shared: it is expensive. */
  public FhirWriter(FhirContext context) {
    this.context = context;
  }

  /**
   * What became of one entry.
   *
   * @param status an HTTP status with its name, as in {@code 201 Created}
   * @param location of what was created; null when nothing was
   */
  public record Response(String status, @Nullable String location, List<Issue> issues) {
    public Response {
      issues = List.copyOf(issues);
    }
  }

  /** An OperationOutcome, UTF-8. */
  public byte[] outcome(List<Issue> issues) {
    return write(operationOutcome(issues));
  }

  /** The answer to a transaction or a batch, UTF-8. */
  public byte[] bundle(Submission.Shape shape, List<Response> responses) {
    var bundle = new Bundle();
    bundle.setType(
        shape == Submission.Shape.TRANSACTION
            ? BundleType.TRANSACTIONRESPONSE
            : BundleType.BATCHRESPONSE);
    for (var response : responses) {
      var part = bundle.addEntry().getResponse().setStatus(response.status());
      if (response.location() != null) {
        part.setLocation(response.location());
      }
      if (!response.issues().isEmpty()) {
        part.setOutcome(operationOutcome(response.issues()));
      }
    }
    return write(bundle);
  }

  /** The CapabilityStatement, UTF-8. */
  public byte[] capabilities() {
    var statement = new CapabilityStatement();
    statement
        .setStatus(PublicationStatus.ACTIVE)
        .setDateElement(new DateTimeType("2026-11-22"))
        .setKind(CapabilityStatementKind.INSTANCE)
        .setFhirVersion(FHIRVersion._4_0_1)
        .setSoftware(
            new CapabilityStatement.CapabilityStatementSoftwareComponent().setName("Wardstream"))
        .setImplementation(
            new CapabilityStatement.CapabilityStatementImplementationComponent()
                .setDescription("Vital-sign Observations, inwards only"));
    statement.addFormat("json");
    statement.addFormat("application/fhir+json");
    var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    rest.getSecurity().setDescription("Bearer tokens of the hospital's issuer").setCors(true);
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
    var observation = rest.addResource().setType("Observation");
    observation.addSupportedProfile(VITAL_SIGNS);
    observation.addInteraction().setCode(TypeRestfulInteraction.CREATE);
    return write(statement);
  }

  private static OperationOutcome operationOutcome(List<Issue> issues) {
    var outcome = new OperationOutcome();
    for (var issue : issues) {
      var part =
          outcome
              .addIssue()
              .setSeverity(issue.severity())
              .setCode(issue.type())
              .setDiagnostics(issue.message());
      if (!issue.expression().isEmpty()) {
        part.addExpression(issue.expression());
      }
    }
    return outcome;
  }

  private byte[] write(Resource resource) {
    return context
        .newJsonParser()
        .encodeResourceToString(resource)
        .getBytes(StandardCharsets.UTF_8);
  }
}
