package dev.wardstream.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Reads what senders of FHIR send. Size, depth and duplicate names must have been checked before:
 * the parser of HAPI bounds none of them.
 */
public final class FhirReader {
  /** Entries in one Bundle. */
  public static final int MAX_ENTRIES = 500;

  private final FhirContext context;

  /** Of a context that is shared: it is expensive. */
  public FhirReader(FhirContext context) {
    this.context = context;
  }

  /** Nothing of it can be read. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Issue issue;

    UnreadableException(Issue issue) {
      super(issue.message(), null, false, false);
      this.issue = issue;
    }

    /** Why. */
    public Issue issue() {
      return issue;
    }
  }

  /** One Observation. */
  public Submission observation(String json) throws UnreadableException {
    var entry = new ObservationReader(parse(Observation.class, json)).read();
    return new Submission(Submission.Shape.SINGLE, List.of(entry));
  }

  /** A transaction or a batch of Observations. */
  public Submission bundle(String json) throws UnreadableException {
    var bundle = parse(Bundle.class, json);
    if (bundle.getType() != BundleType.TRANSACTION && bundle.getType() != BundleType.BATCH) {
      throw new UnreadableException(
          Issue.error(IssueType.NOTSUPPORTED, "Bundle.type", "send transaction or batch"));
    }
    if (bundle.getEntry().size() > MAX_ENTRIES) {
      throw new UnreadableException(
          Issue.error(
              IssueType.TOOCOSTLY,
              "Bundle.entry",
              "more than %d entries: send several Bundles".formatted(MAX_ENTRIES)));
    }
    var entries = new ArrayList<Entry>();
    for (var i = 0; i < bundle.getEntry().size(); i++) {
      entries.add(entry(bundle.getEntry().get(i), "Bundle.entry[" + i + "]"));
    }
    var transaction = bundle.getType() == BundleType.TRANSACTION;
    return new Submission(
        transaction ? Submission.Shape.TRANSACTION : Submission.Shape.BATCH, entries);
  }

  private static Entry entry(BundleEntryComponent entry, String expression) {
    var request = entry.getRequest();
    if (request.getMethod() != HTTPVerb.POST || !"Observation".equals(request.getUrl())) {
      return new Entry.Refused(
          List.of(
              Issue.error(
                  IssueType.NOTSUPPORTED,
                  expression + ".request",
                  "send method POST and url Observation: nothing else is served")));
    }
    if (!(entry.getResource() instanceof Observation observation)) {
      return new Entry.Refused(
          List.of(
              Issue.error(
                  IssueType.NOTSUPPORTED, expression + ".resource", "send an Observation")));
    }
    var resource = expression + ".resource";
    return switch (new ObservationReader(observation).read()) {
      case Entry.Understood(var put, var id, var issues) ->
          new Entry.Understood(put, id, within(issues, resource));
      case Entry.Empty(var issues) -> new Entry.Empty(within(issues, resource));
      case Entry.Refused(var issues) -> new Entry.Refused(within(issues, resource));
    };
  }

  private static List<Issue> within(List<Issue> issues, String parent) {
    return issues.stream().map(issue -> issue.within(parent)).toList();
  }

  private <T extends org.hl7.fhir.r4.model.Resource> T parse(Class<T> type, String json)
      throws UnreadableException {
    try {
      if (parser().parseResource(json) instanceof org.hl7.fhir.r4.model.Resource resource
          && type.isInstance(resource)) {
        return type.cast(resource);
      }
    } catch (DataFormatException e) {
      throw new UnreadableException(
          Issue.error(IssueType.STRUCTURE, "", "not FHIR R4 in JSON: " + e.getMessage()));
    }
    throw new UnreadableException(
        Issue.error(IssueType.INVALID, "", "send the resource " + type.getSimpleName()));
  }

  private IParser parser() {
    return context.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  }
}
