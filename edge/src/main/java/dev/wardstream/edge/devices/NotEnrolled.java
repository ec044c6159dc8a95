package dev.wardstream.edge.devices;

/** An enrolment that is refused: an expected outcome, so without a stack trace. */
public final class NotEnrolled extends Exception {
  private static final long serialVersionUID = 1L;

  NotEnrolled(String why) {
    super(why, null, false, false);
  }
}
