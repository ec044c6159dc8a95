package dev.wardstream.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** A registry refused, or could not be asked. */
public final class RegistryException extends KafkaException {
  private static final long serialVersionUID = 1L;

  private final RegistryError error;

  public RegistryException(RegistryError error, String message) {
    super(message);
    this.error = error;
  }

  public RegistryException(RegistryError error, String message, Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  /** Why. */
  public RegistryError error() {
    return error;
  }
}
