package dev.wardstream.push.stream;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;

/** What a stream carries; each kind lives in one topic. */
public enum Kind {
  VITALS("vitals"),
  WINDOWS("windows"),
  ALERTS("alerts"),
  CENSUS("census"),
  MESSAGES("messages"),
  NOTICES("notices"),
  PRESENCE("presence");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** The last part of the stream's name, and the metric label. */
  public String label() {
    return label;
  }

  /** Whether a subscriber may ask for the newest values only. */
  public boolean isConflatable() {
    return this == VITALS || this == WINDOWS;
  }

  /** Whether a subscriber who is too slow for everything gets the newest values only. */
  public boolean isConflatedUnderPressure() {
    return this == VITALS;
  }

  /** Whether it is state that is told whole, and again after a hole: its past is not kept. */
  public boolean isState() {
    return this == CENSUS || this == PRESENCE;
  }

  /** The topic whose positions the cursors of this kind are made of. */
  public Topic topic() {
    return switch (this) {
      case VITALS -> Topics.VITALS_READINGS;
      case WINDOWS -> Topics.VITALS_WINDOWS;
      case ALERTS -> Topics.ALERTS_EVENTS;
      case CENSUS -> Topics.CARE_PATIENTS;
      case MESSAGES -> Topics.CHAT_MESSAGES;
      case NOTICES -> Topics.NOTICES;
      case PRESENCE -> Topics.PUSH_PRESENCE;
    };
  }
}
