package dev.wardstream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes that are not a record of the topic. The bytes are at fault, not the platform: trying again
 * gives the same answer, so they belong into {@code dead.letters}.
 */
public final class UnreadableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the bytes. */
  public enum Reason {
    /** Fewer bytes than the record needs. */
    TRUNCATED,
    /** The first byte is not zero. */
    BAD_MAGIC,
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA,
    /** The schema of the id cannot be read as the type of the topic. */
    INCOMPATIBLE_SCHEMA,
    /** The bytes after the id are not Avro of that schema, or exceed the decode limits. */
    MALFORMED,
    /** Bytes remain after the record. */
    TRAILING_BYTES
  }

  private final Reason reason;

  UnreadableRecordException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  UnreadableRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What is wrong with the bytes. */
  public Reason reason() {
    return reason;
  }
}
