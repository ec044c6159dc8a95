package dev.wardstream.ingest.act;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.schemas.avro.CarePatient;

/**
 * Who is responsible for whom now. Any thread.
 *
 * @param patients where patients are
 * @param staff whom clinicians care for
 */
public record Care(CompactedTable<CarePatient> patients, Staff staff) {

  /** Whether a principal is a clinician of the patient's ward or care team. */
  public boolean covers(Principal principal, String patient) {
    var care = patients.get(patient);
    return staff.covers(principal, patient, care == null ? null : care.getWard());
  }
}
