package dev.wardstream.push.stream;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;

/** What a stream carries; each kind lives in one topic. */
public enum Kind {
  VITALS("vitals", Topics.VITALS_READINGS),
  WINDOWS("windows", Topics.VITALS_WINDOWS),
  ALERTS("alerts", Topics.ALERTS_EVENTS),
  CENSUS("census", Topics.CARE_PATIENTS),
  MESSAGES("messages", Topics.CHAT_MESSAGES);

  private final String label;
  private final Topic topic;

  Kind(String label, Topic topic) {
    this.label = label;
    this.topic = topic;
  }

  /** The last part of the stream's name, and the metric label. */
  public String label() {
    return label;
  }

  /** The topic whose positions the cursors of this kind are made of. */
  public Topic topic() {
    return topic;
  }
}
