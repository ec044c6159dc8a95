package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.journal.PatientJournal;
import dev.wardstream.clinical.engine.Patient;

/** A patient on the heap, with the journal of the samples. Belongs to the task; one thread. */
final class LivePatient {
  final Patient patient;
  final PatientJournal journal;

  /** Offset of the newest put; negative before the first. */
  long newestPut;

  /** The newest values are to be published. */
  boolean changed;

  LivePatient(Patient patient, PatientJournal journal, long newestPut) {
    this.patient = patient;
    this.journal = journal;
    this.newestPut = newestPut;
  }
}
