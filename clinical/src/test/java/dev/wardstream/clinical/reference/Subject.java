package dev.wardstream.clinical.reference;

import java.util.List;

/** One patient who is told inputs and answers with events. */
interface Subject {
  /** Something happens; tells what became of the readings of a put. */
  List<String> take(Input input);

  /** All events so far, as text. */
  List<String> events();
}
