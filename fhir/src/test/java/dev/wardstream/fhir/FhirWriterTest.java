package dev.wardstream.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;

class FhirWriterTest {
  private static final FhirContext CONTEXT = FhirContext.forR4Cached();
  private static final FhirWriter WRITER = new FhirWriter(CONTEXT);

  private static <T extends org.hl7.fhir.r4.model.Resource> T parse(Class<T> type, byte[] json) {
    return CONTEXT.newJsonParser().parseResource(type, new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void tellsWhatIsWrongAndWhere() {
    var outcome =
        parse(
            OperationOutcome.class,
            WRITER.outcome(List.of(Issue.error(IssueType.VALUE, "Observation.value", "no unit"))));
    var issue = outcome.getIssueFirstRep();
    assertThat(issue.getCode()).isEqualTo(IssueType.VALUE);
    assertThat(issue.getExpression().getFirst().getValue()).isEqualTo("Observation.value");
    assertThat(issue.getDiagnostics()).isEqualTo("no unit");
  }

  @Test
  void answersABundleEntryByEntry() {
    var bundle =
        parse(
            Bundle.class,
            WRITER.bundle(
                Submission.Shape.TRANSACTION,
                List.of(
                    new FhirWriter.Response("201 Created", "Observation/1", List.of()),
                    new FhirWriter.Response("200 OK", null, List.of(Issue.information("x"))))));
    assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
    assertThat(bundle.getEntry().get(0).getResponse().getLocation()).isEqualTo("Observation/1");
    assertThat(bundle.getEntry().get(1).getResponse().getStatus()).isEqualTo("200 OK");
    assertThat(bundle.getEntry().get(1).getResponse().getOutcome()).isNotNull();
  }

  @Test
  void saysWhatItCan() {
    var statement = parse(CapabilityStatement.class, WRITER.capabilities());
    assertThat(statement.getFhirVersion().toCode()).isEqualTo("4.0.1");
    var rest = statement.getRestFirstRep();
    assertThat(rest.getInteraction()).hasSize(2);
    assertThat(rest.getResourceFirstRep().getType()).isEqualTo("Observation");
    assertThat(rest.getResourceFirstRep().getInteractionFirstRep().getCode().toCode())
        .isEqualTo("create");
  }
}
