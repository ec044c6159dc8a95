package dev.wardstream.push.why;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import dev.wardstream.push.table.Rights;
import dev.wardstream.push.why.WhyReader.LateException;
import dev.wardstream.push.wire.Explanation;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.OffsetRange;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may have an explanation: the same people who may watch the patient's alerts.
 * Every look is recorded before it is answered, also one that is refused. Any thread that may wait.
 */
final class Looks {
  private static final String WHAT = "alerts.why";

  /** The outcome of a look. */
  sealed interface Look {
    /** Here it is. */
    record Allowed(Explanation explanation) implements Look {}

    /** Not theirs. */
    record Refused() implements Look {}

    /** There is no such alert, as far as the log goes. */
    record Unknown() implements Look {}
  }

  private static final String NO_RIGHT = "no right to this patient's alerts";

  /** Who looks, and from where. */
  private record Who(Principal principal, String address) {}

  private final Rights rights;
  private final WhyReader reader;
  private final AccessLog log;
  private final InstantSource clock;

  Looks(Rights rights, WhyReader reader, AccessLog log, InstantSource clock) {
    this.rights = rights;
    this.reader = reader;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @param patient whose alert it is, as far as it is known
   * @param address where they are
   */
  Look at(String alertId, @Nullable String patient, Principal principal, String address)
      throws LateException, NotRecordedException {
    var who = new Who(principal, address);
    if (!mayAsk(principal, patient)) {
      record(alertId, patient, who, List.of(), NO_RIGHT);
      return new Look.Refused();
    }
    var found = reader.explain(alertId, patient);
    if (found.isEmpty()) {
      record(alertId, patient, who, List.of(), "no such alert");
      return new Look.Unknown();
    }
    var explanation = found.get();
    if (!mayWatch(principal, explanation.patient())) {
      record(alertId, explanation.patient(), who, List.of(), NO_RIGHT);
      return new Look.Refused();
    }
    record(alertId, explanation.patient(), who, Ranges.of(explanation), null);
    return new Look.Allowed(explanation);
  }

  /** Nobody makes this node search the log for an answer they could never have. */
  private boolean mayAsk(Principal principal, @Nullable String patient) {
    if (patient != null) {
      return mayWatch(principal, patient);
    }
    return principal.is(Role.NURSE) || principal.is(Role.DOCTOR) || principal.is(Role.PATIENT);
  }

  private boolean mayWatch(Principal principal, String patient) {
    return rights.mayWatch(principal, new StreamName(Scope.PATIENT, patient, Kind.ALERTS));
  }

  private void record(
      String alertId,
      @Nullable String patient,
      Who who,
      List<OffsetRange> ranges,
      @Nullable String refused)
      throws NotRecordedException {
    log.record(
        AccessRecord.newBuilder()
            .setSubject(who.principal().subject())
            .setRole(Denied.roles(who.principal()))
            .setPatient(patient)
            .setWhat(WHAT)
            .setResource(alertId)
            .setRanges(ranges)
            .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setAllowed(refused == null)
            .setReason(refused)
            .setAddress(who.address())
            .build());
  }
}
