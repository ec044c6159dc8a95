package dev.wardstream.ingest.record;

/** Why a request is not even tried; the names are in the metrics. */
enum Unavailable {
  /** Kafka has not answered since the start. */
  STARTING,
  /** The producer has just refused. */
  RESTING,
  /** Everything that may be in flight is. */
  FULL,
  /** The principal has as much in flight as is left for all others. */
  SHARE,
  /** Kafka acknowledges nothing. */
  STALLED
}
