package dev.wardstream.cli.verify;

/** What is counted of a subscription. */
public enum Count {
  /** Readings that came, each once. */
  DELIVERED("delivered", false),

  /** Gaps that were told. */
  GAPS("gaps told", false),

  /** Readings that neither came nor were told to be missing. */
  LOST("lost untold", true),

  /** Readings that came again though a cursor covered them, or that were not asked for. */
  REPEATED("repeated", true),

  /** Readings that came after a later one of the same device. */
  REORDERED("reordered", true),

  /** Items at another position, or with other values, than put. */
  ALTERED("altered", true),

  /** Refusals, and rights that were taken away. */
  REFUSED("refused", true),

  /**
   * Readings that came again after a reconnect as the protocol permits: the client removes them.
   */
  REMOVED("removed", false),

  /** Connections that stood. */
  OPENED("connections", false);

  private final String label;
  private final boolean fault;

  Count(String label, boolean fault) {
    this.label = label;
    this.fault = fault;
  }

  String label() {
    return label;
  }

  /** Whether one is one too many. */
  boolean isFault() {
    return fault;
  }
}
