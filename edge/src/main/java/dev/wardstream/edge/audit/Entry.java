package dev.wardstream.edge.audit;

import dev.wardstream.edge.audit.Refusals.Tally;
import dev.wardstream.schemas.avro.AccessRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes on record, without when and how often. Equal ones are counted, not listed.
 *
 * @param detail why not, or what was done
 */
record Entry(
    String subject,
    String roles,
    String what,
    String resource,
    @Nullable String patient,
    String address,
    boolean allowed,
    @Nullable String detail) {

  /** In place of many different values. */
  private static final String MANY = "*";

  static Entry of(Denied denied) {
    return new Entry(
        denied.subject(),
        denied.roles(),
        denied.what(),
        denied.resource(),
        denied.patient(),
        denied.address(),
        false,
        denied.reason());
  }

  static Entry of(Done done) {
    return new Entry(
        done.subject(),
        done.roles(),
        done.what(),
        done.resource(),
        null,
        done.address(),
        true,
        done.detail());
  }

  /** The same person does many things. */
  Entry folded() {
    return new Entry(subject, roles, what, MANY, null, address, allowed, detail);
  }

  /** Many people do many things. */
  Entry crowd() {
    return new Entry(
        Denied.NOBODY, "", what, MANY, null, MANY, allowed, "too many different ones to list");
  }

  AccessRecord record(Tally tally) {
    return AccessRecord.newBuilder()
        .setSubject(subject)
        .setRole(roles)
        .setPatient(patient)
        .setWhat(what)
        .setResource(resource)
        .setRanges(List.of())
        .setAt(tally.first())
        .setAllowed(allowed)
        .setReason(detail)
        .setAddress(address)
        .setCount(tally.count())
        .setLast(tally.count() == 1 ? null : tally.last())
        .build();
  }
}
