import type { Duty, Room } from '../app/duty';
import { wardWords } from '../ward/words';
import { chatWords } from './words';

/** `Bed 3 · A. Hoffmann` of a patient in one of the reader's wards; the id of any other. */
export function patientText(duty: Duty, patient: string): string {
  for (const ward of duty.wards.value.values()) {
    const person = ward.order.value.includes(patient) ? ward.bed(patient)?.view.value.person : undefined;
    if (!person) continue;
    const bed = person.bed === null ? null : wardWords.value.bed(person.bed);
    const text = [bed, person.name].filter(Boolean).join(' · ');
    if (text !== '') return text;
  }
  return patient;
}

/** What a room is called. */
export function roomText(duty: Duty, room: Room): string {
  return room.title ?? (room.patient === null ? room.room : patientText(duty, room.patient));
}

/** What a member is called: patients by name, the reader as such, everybody else by their account. */
export function memberText(duty: Duty, room: Room | undefined, me: string, subject: string): string {
  if (subject === me) return chatWords.value.you;
  return subject === room?.patient ? patientText(duty, subject) : subject;
}
