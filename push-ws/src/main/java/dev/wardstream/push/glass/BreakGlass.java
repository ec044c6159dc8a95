package dev.wardstream.push.glass;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.rights.Glass;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.push.feed.Feed;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.GlassGrant;
import dev.wardstream.schemas.avro.Notice;
import dev.wardstream.schemas.avro.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Grants and ends. In this order, and each step only when the one before is replicated: the record
 * of who and why, the notice to the ward, the grant. So nobody sees anything that is not on record
 * and told. Any thread that may wait.
 */
final class BreakGlass {
  static final String WHAT = "break-glass";
  private static final String ENDED = "ended early";

  private final Feed feed;
  private final AccessLog audit;
  private final GlassLog log;
  private final InstantSource clock;
  private final Duration length;
  private final Tries tries;

  /**
   * @param length how long a grant lasts
   */
  BreakGlass(Feed feed, AccessLog audit, GlassLog log, InstantSource clock, Duration length) {
    this.feed = feed;
    this.audit = audit;
    this.log = log;
    this.clock = clock;
    this.length = length;
    tries = new Tries(clock);
  }

  /** Lets the caller see a patient from now on; until when. */
  Instant open(Caller caller, String patient, String reason) throws Refusal, NotRecordedException {
    var principal = caller.principal();
    tries.take(principal.subject());
    var ward = ward(principal, patient);
    if (staff().caresFor(principal, patient, ward)) {
      throw Refusal.at(
          "patient", ErrorCode.MALFORMED, "you may see this patient without breaking the glass");
    }
    var now = now();
    var until = now.plus(length);
    record(caller, patient, reason, now);
    var roles = Denied.roles(principal);
    tell(
        ward,
        new Notice(
            NoticeKind.GLASS_BROKEN, patient, principal.subject(), roles, reason, until, now));
    grant(new GlassGrant(principal.subject(), patient, reason, now, until));
    return until;
  }

  /** Ends a grant of the caller before its time. */
  void end(Caller caller, String patient) throws Refusal, NotRecordedException {
    var principal = caller.principal();
    var ward = feed.tables().census().wardOf(patient);
    if (!staff().glass().covers(principal.subject(), patient)) {
      throw Refusal.at("patient", ErrorCode.MALFORMED, "you have not broken the glass for them");
    }
    var now = now();
    record(caller, patient, ENDED, now);
    grant(new GlassGrant(principal.subject(), patient, ENDED, now, now));
    if (ward != null) {
      var roles = Denied.roles(principal);
      tell(
          ward,
          new Notice(
              NoticeKind.GLASS_MENDED, patient, principal.subject(), roles, ENDED, null, now));
    }
  }

  private Staff staff() {
    return feed.tables().staff();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String ward(Principal principal, String patient) throws Refusal {
    if (!Staff.isClinician(principal)) {
      throw Refusal.forbidden(
          "patient", "for nurses and doctors only", new Wanted("patients/" + patient, patient));
    }
    var ward = feed.tables().census().wardOf(patient);
    if (ward == null) {
      throw Refusal.at("patient", ErrorCode.MALFORMED, "is in no ward: look for the id again");
    }
    return ward;
  }

  private void record(Caller caller, String patient, String reason, Instant now)
      throws NotRecordedException {
    audit.record(
        AccessRecord.newBuilder()
            .setSubject(caller.principal().subject())
            .setRole(Denied.roles(caller.principal()))
            .setPatient(patient)
            .setWhat(WHAT)
            .setResource("patients/" + patient)
            .setRanges(List.of())
            .setAt(now)
            .setAllowed(true)
            .setReason(reason)
            .setAddress(caller.address())
            .build());
  }

  private void tell(String ward, Notice notice) {
    log.write(Topics.NOTICES, Notice.class, "wards/" + ward, notice);
  }

  /** Known here at once, on the other nodes as soon as they have read it. */
  private void grant(GlassGrant grant) {
    var key = Glass.key(grant.getAccount(), grant.getPatient());
    log.write(Topics.CARE_GLASS, GlassGrant.class, key, grant);
    staff().glass().put(key, grant);
    feed.execute(() -> feed.tables().hub().rightsChanged());
  }
}
