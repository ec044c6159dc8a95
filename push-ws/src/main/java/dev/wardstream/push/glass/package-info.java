/**
 * Breaking the glass: a clinician may see a patient for a while without caring for them, for a
 * reason, on record, and told to the patient's ward. Each request runs on a thread that may wait.
 */
@NullMarked
package dev.wardstream.push.glass;

import org.jspecify.annotations.NullMarked;
